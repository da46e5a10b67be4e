"""Land divided for one day after another, from what each place is on each of them."""

from geocontrol.territory.parts import UNKNOWN


def areas_of(territory, states):
    """The areas of each day; who is left out of a state is unknown from then on."""
    last = {}
    changes = []
    for day, state in sorted(states.items()):
        gone = {place: UNKNOWN for place in last if place not in state}
        turned = {
            place: hold for place, hold in state.items() if last.get(place) != hold
        }
        changes.append((day, {**gone, **turned}))
        last = state
    return dict(territory.days(changes))
