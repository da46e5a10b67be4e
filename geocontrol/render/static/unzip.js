// @ts-check
/**
 * Unpack what travels packed: bzip2 in base64.
 */

const SHORT = 10;
const MOST_SHORT = (1 << SHORT) - 1;

/** Bits of packed data, the first ones highest. */
class Bits {
  /** @param {Uint8Array} data */
  constructor(data) {
    this.data = data;
    this.next = 4;
    this.held = 0;
    this.count = 0;
  }

  /** Hold at least 16 bits; beyond the end there are zeros. */
  fill() {
    while (this.count <= 16) {
      this.held = (this.held << 8) | (this.data[this.next++] || 0);
      this.count += 8;
    }
  }

  /** @param {number} count Not above 16. */
  take(count) {
    this.fill();
    this.count -= count;
    const value = this.held >>> this.count;
    this.held &= (1 << this.count) - 1;
    return value;
  }
}

/**
 * Undo bzip2.
 * @param {Uint8Array} data
 * @returns {Uint8Array}
 */
function unzip(data) {
  const bits = new Bits(data);
  let size = 0;
  let out = new Uint8Array(data.length * 6 + 4096);
  while (bits.take(16) === 0x3141 && bits.take(16) === 0x5926 && bits.take(16) === 0x5359) {
    bits.take(16);
    bits.take(16);
    bits.take(1);
    const origin = bits.take(8) * 65536 + bits.take(16);
    const { bytes, length } = unzipBlock(bits);
    const starts = new Int32Array(256);
    for (let i = 0; i < length; i += 1) starts[bytes[i]] += 1;
    for (let i = 0, sum = 0; i < 256; i += 1) {
      const count = starts[i];
      starts[i] = sum;
      sum += count;
    }
    const next = new Uint32Array(length);
    for (let i = 0; i < length; i += 1) next[starts[bytes[i]]++] = i * 256;
    for (let i = 0; i < length; i += 1) next[i] += bytes[next[i] / 256];
    let spot = next[origin], run = 0, last = -1;
    for (let i = 0; i < length; i += 1) {
      const byte = spot & 255;
      spot = next[spot >>> 8];
      const repeats = run === 4 ? byte : 1;
      if (size + repeats > out.length) {
        const larger = new Uint8Array(out.length * 2);
        larger.set(out);
        out = larger;
      }
      if (run === 4) {
        out.fill(last, size, size + repeats);
        size += repeats;
        run = 0;
        last = -1;
        continue;
      }
      out[size] = byte;
      size += 1;
      run = byte === last ? run + 1 : 1;
      last = byte;
    }
  }
  return out.subarray(0, size);
}

/**
 * Undo the Huffman codes and the move to front of one block.
 * @param {Bits} bits
 */
function unzipBlock(bits) {
  const used = bits.take(16);
  const front = new Uint8Array(256);
  let known = 0;
  for (let i = 0; i < 16; i += 1) {
    if (!((used >> (15 - i)) & 1)) continue;
    const row = bits.take(16);
    for (let j = 0; j < 16; j += 1) if ((row >> (15 - j)) & 1) front[known++] = i * 16 + j;
  }
  const tableCount = bits.take(3), selectorCount = bits.take(15);
  const order = Array.from({ length: tableCount }, (_, i) => i);
  const selectors = new Uint8Array(selectorCount);
  for (let i = 0; i < selectorCount; i += 1) {
    let j = 0;
    while (bits.take(1)) j += 1;
    const [table] = order.splice(j, 1);
    order.unshift(table);
    selectors[i] = table;
  }
  const end = known + 1;
  const tables = order.map(() => huffmanTable(bits, end + 1));
  const bytes = new Uint8Array(900000);
  const { data } = bits;
  let { held, count, next } = bits;
  let length = 0, run = 0, weight = 1;
  for (let group = 0; ; group += 1) {
    const { short, limits, bases, symbols } = tables[selectors[group]];
    for (let n = 0; n < 50; n += 1) {
      while (count <= 20) {
        held = (held << 8) | data[next++];
        count += 8;
      }
      let symbol = short[(held >>> (count - SHORT)) & MOST_SHORT];
      if (symbol) {
        count -= symbol & 31;
        symbol >>= 5;
      } else {
        let depth = SHORT + 1, code = (held >>> (count - depth)) & (2 * MOST_SHORT + 1);
        while (code > limits[depth]) {
          depth += 1;
          code = (held >>> (count - depth)) & ((1 << depth) - 1);
        }
        count -= depth;
        symbol = symbols[code - bases[depth]];
      }
      if (symbol < 2) {
        run += weight << symbol;
        weight <<= 1;
        continue;
      }
      if (run) {
        bytes.fill(front[0], length, length + run);
        length += run;
        run = 0;
        weight = 1;
      }
      if (symbol === end) {
        Object.assign(bits, { held: held & ((1 << count) - 1), count, next });
        return { bytes, length };
      }
      let at = symbol - 1;
      const byte = front[at];
      for (; at > 0; at -= 1) front[at] = front[at - 1];
      front[0] = byte;
      bytes[length] = byte;
      length += 1;
    }
  }
}

/**
 * The codes of a table; those of up to ten bits can be looked up at once.
 * @typedef {{limits: Int32Array, bases: Int32Array, symbols: number[], short: Uint16Array}} Huffman
 * @param {Bits} bits @param {number} count How many symbols.
 * @returns {Huffman}
 */
function huffmanTable(bits, count) {
  const lengths = [];
  for (let i = 0, length = bits.take(5); i < count; i += 1) {
    while (bits.take(1)) length += bits.take(1) ? -1 : 1;
    lengths.push(length);
  }
  const limits = new Int32Array(22).fill(-1), bases = new Int32Array(22), short = new Uint16Array(1 << SHORT);
  /** @type {number[]} */
  const symbols = [];
  for (let depth = 1, code = 0; depth <= 20; depth += 1) {
    bases[depth] = code - symbols.length;
    lengths.forEach((length, symbol) => {
      if (length !== depth) return;
      symbols.push(symbol);
      limits[depth] = code;
      const room = SHORT - depth;
      if (room >= 0) short.fill(symbol * 32 + depth, code << room, (code + 1) << room);
      code += 1;
    });
    code *= 2;
  }
  return { limits, bases, symbols, short };
}

/**
 * The text of a packed block of the page.
 * @param {string} packed
 */
function unpackText(packed) {
  const raw = atob(packed.trim());
  const data = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i += 1) data[i] = raw.charCodeAt(i);
  return new TextDecoder().decode(unzip(data));
}
