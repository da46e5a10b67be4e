"""Who the actors of a legend are."""

import re
from dataclasses import replace

import pytest

from geocontrol.render.site import write_site
from geocontrol.render.words import words

NOTE = "Who owes us nothing"


def test_a_legend_says_who_an_actor_is(drawn, tmp_path):
    """The whole name and the note of each actor stand in the legend, escaped."""
    actors = {k: replace(a, note=f"<{NOTE}>") for k, a in drawn.evidence.actors.items()}
    project = replace(drawn, evidence=replace(drawn.evidence, actors=actors))
    write_site(project, project.timeline(), tmp_path)
    page = (tmp_path / "2020-01-04.html").read_text("utf-8")
    legend = re.search('<ul class="holders">.*?</ul>', page, re.DOTALL)[0]

    for actor in actors.values():
        assert f"<small>{actor.name}</small>" in legend
    assert legend.count(f"&lt;{NOTE}&gt;</small>") == len(actors)


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_there_is_one_word_for_an_unknown_holder(lang):
    """Legend, key and cards say in the same words that nobody is known to hold it."""
    said = words(lang)
    phrases = {said["status"]["unknown"], said["unknown_holder"]}

    assert {phrase.lower() for phrase in (*phrases, said["legend"]["unknown"])} == {
        said["unknown_holder"].lower()
    }
