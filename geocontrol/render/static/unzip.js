// @ts-check
/**
 * Unpack what travels packed: bzip2 in base64.
 */

/**
 * Undo bzip2.
 * @param {Uint8Array} data
 * @returns {Uint8Array}
 */
function unzip(data) {
  let at = 32, size = 0;
  let out = new Uint8Array(1 << 19);
  const bits = (/** @type {number} */ count) => {
    let value = 0;
    for (; count > 0; count -= 1, at += 1) value = (value * 2) + ((data[at >> 3] >> (7 - (at & 7))) & 1);
    return value;
  };
  while (bits(48) === 0x314159265359) {
    bits(33);
    const origin = bits(24);
    const block = unzipBlock(bits);
    const { bytes, length } = block;
    const starts = new Int32Array(256);
    for (let i = 0; i < length; i += 1) starts[bytes[i]] += 1;
    for (let i = 0, sum = 0; i < 256; i += 1) {
      const count = starts[i];
      starts[i] = sum;
      sum += count;
    }
    const next = new Int32Array(length);
    for (let i = 0; i < length; i += 1) next[starts[bytes[i]]++] = i;
    let spot = next[origin], run = 0, last = -1;
    for (let i = 0; i < length; i += 1) {
      const byte = bytes[spot];
      spot = next[spot];
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
 * @param {(count: number) => number} bits
 */
function unzipBlock(bits) {
  const used = bits(16);
  /** @type {number[]} */
  const front = [];
  for (let i = 0; i < 16; i += 1) {
    if (!((used >> (15 - i)) & 1)) continue;
    const row = bits(16);
    for (let j = 0; j < 16; j += 1) if ((row >> (15 - j)) & 1) front.push(i * 16 + j);
  }
  const tableCount = bits(3), selectorCount = bits(15);
  const order = Array.from({ length: tableCount }, (_, i) => i);
  const selectors = new Uint8Array(selectorCount);
  for (let i = 0; i < selectorCount; i += 1) {
    let j = 0;
    while (bits(1)) j += 1;
    const [table] = order.splice(j, 1);
    order.unshift(table);
    selectors[i] = table;
  }
  const end = front.length + 1;
  const tables = order.map(() => huffmanTable(bits, end + 1));
  const bytes = new Uint8Array(900000);
  let length = 0, run = 0, weight = 1;
  for (let n = 0; ; n += 1) {
    const { limits, bases, symbols } = tables[selectors[Math.floor(n / 50)]];
    let code = 0, depth = 0;
    do {
      code = (code * 2) + bits(1);
      depth += 1;
    } while (code > limits[depth]);
    const symbol = symbols[code - bases[depth]];
    if (symbol < 2) {
      run += weight << symbol;
      weight <<= 1;
      continue;
    }
    if (run) bytes.fill(front[0], length, length + run);
    length += run;
    run = 0;
    weight = 1;
    if (symbol === end) return { bytes, length };
    const [byte] = front.splice(symbol - 1, 1);
    front.unshift(byte);
    bytes[length] = byte;
    length += 1;
  }
}

/** @param {(count: number) => number} bits @param {number} count How many symbols. */
function huffmanTable(bits, count) {
  const lengths = [];
  for (let i = 0, length = bits(5); i < count; i += 1) {
    while (bits(1)) length += bits(1) ? -1 : 1;
    lengths.push(length);
  }
  const limits = new Int32Array(22).fill(-1), bases = new Int32Array(22);
  /** @type {number[]} */
  const symbols = [];
  for (let depth = 1, code = 0; depth <= 20; depth += 1) {
    bases[depth] = code - symbols.length;
    lengths.forEach((length, symbol) => {
      if (length !== depth) return;
      symbols.push(symbol);
      limits[depth] = code;
      code += 1;
    });
    code *= 2;
  }
  return { limits, bases, symbols };
}

/**
 * The text of a packed block of the page.
 * @param {string} packed
 */
function unpackText(packed) {
  const raw = atob(packed.trim());
  return new TextDecoder().decode(unzip(Uint8Array.from(raw, (letter) => letter.charCodeAt(0))));
}
