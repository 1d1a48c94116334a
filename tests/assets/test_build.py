"""The front-end build: what it makes, what it weighs, and that it rests when nothing changed."""

import pytest
from PIL import Image

from marketplace.assets import build, fonts, sprite, styles

# Kilobytes on the wire, by page: French pages fetch all but Readex, Arabic ones everything.
MOST_FRENCH, MOST_ARABIC = 45_000, 60_000


@pytest.fixture(scope="module")
def target(tmp_path_factory):
    if not (build.ROOT / "node_modules").is_dir():
        pytest.skip("the npm packages are not installed")
    target = tmp_path_factory.mktemp("built") / "assets"
    assert build.build(target) == ["fonts", "sprite", "styles", "poster"]
    return target


def test_build_run_again_has_nothing_to_do(target):
    assert build.build(target) == []


def test_build_makes_again_what_is_gone(target):
    (target / "sprite.svg").unlink()
    assert build.build(target) == ["sprite"]
    assert (target / "sprite.svg").exists()


def test_build_without_packages_says_which_is_missing(tmp_path):
    with pytest.raises(fonts.PackagesMissing, match="lalezar-latin"):
        fonts.sources(tmp_path)


def test_fonts_keep_to_the_budget(target):
    weight = {face.result: (target / f"fonts/{face.result}.woff2").stat().st_size for face in fonts.FACES}
    assert sum(weight.values()) <= MOST_ARABIC
    assert sum(weight.values()) - weight["readex-arabic"] <= MOST_FRENCH


def test_bundle_names_no_pattern_by_address(target):
    css = (target / "css/maarad.css").read_text()
    assert "motifs/" not in css
    assert css.count("data:image/svg+xml,") == len(list((build.ROOT / "marketplace/static/motifs").glob("*.svg")))


def test_bundle_finds_its_fonts(target):
    css = (target / "css/maarad.css").read_text()
    for face in fonts.FACES:
        assert f'url("../fonts/{face.result}.woff2")' in css


def test_poster_is_what_networks_ask_for(target):
    with Image.open(target / "poster.jpg") as image:
        assert (image.format, image.size) == ("JPEG", (1200, 630))
        assert len({image.getpixel((x, 330)) for x in range(0, 1200, 10)}) > 10, "the name is on it"
    assert (target / "poster.jpg").stat().st_size < 80_000


def test_sprite_holds_every_drawing(target):
    text = (target / "sprite.svg").read_text()
    for path in sprite.sources(build.ROOT):
        assert f'<symbol id="{path.stem}"' in text


def test_symbol_of_a_styled_drawing_is_refused(tmp_path):
    drawing = tmp_path / "odd.svg"
    drawing.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" style="color:red"><path d="M0 0"/></svg>'
    )
    with pytest.raises(ValueError, match=r"odd\.svg"):
        sprite.symbol(drawing)


@pytest.mark.parametrize(
    ("css", "small"),
    [
        ("a {\n  color: red;\n}\n", "a{color:red}"),
        ("/* why */ a , b > c { margin: 0 auto; }", "a,b > c{margin:0 auto}"),
        ('a::before { content: "a : b ; /* c */"; }', 'a::before{content:"a : b ; /* c */"}'),
        ("a { width: calc(1px + 2px); }", "a{width:calc(1px + 2px)}"),
        ("a :is(b, c):not(.d) { top: 0 }", "a :is(b,c):not(.d){top:0}"),
        ("@media (width >= 40em) { a { top: 0; } }", "@media (width >= 40em){a{top:0}}"),
        (
            "@media (prefers-reduced-motion: reduce) { a { top: 0; } }",
            "@media (prefers-reduced-motion: reduce){a{top:0}}",
        ),
    ],
)
def test_minify_keeps_the_meaning(css, small):
    assert styles.minify(css) == small
