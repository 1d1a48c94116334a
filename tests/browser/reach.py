"""What of a page cannot be seen or reached without scrolling sideways."""

# Words and controls that end up outside the page or cut; a strip that scrolls by itself shows all it has. `main` clips
# what is too wide, so the width of the page alone would not tell. A key that floats at the foot of the screen lies over
# what is scrolled from under it.
OUT_OF_REACH = """() => {
    const width = document.documentElement.clientWidth, lost = [];
    const scrolls = element => element && (/auto|scroll/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement));
    const isOut = box => box.width > 0 && (box.left < -1 || box.right > width + 1);
    const isShown = element => element.checkVisibility() && !element.closest('.visually-hidden, .skip-link');
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, node => /\\S/.test(node.data) ? 1 : 2);
    const range = document.createRange();
    while (walk.nextNode()) {
        const owner = walk.currentNode.parentElement;
        if (!isShown(owner) || scrolls(owner)) continue;
        range.selectNodeContents(walk.currentNode);
        if ([...range.getClientRects()].some(isOut)) lost.push('words: ' + owner.outerHTML.slice(0, 160));
    }
    for (const control of document.querySelectorAll('a, button, input, select, summary, textarea')) {
        if (!isShown(control) || scrolls(control.parentElement)) continue;
        if (isOut(control.getBoundingClientRect())) lost.push(control.outerHTML.slice(0, 160));
        const isCut = control.matches('a, button, summary') && control.scrollWidth > control.clientWidth + 1;
        if (isCut && getComputedStyle(control).overflowX !== 'visible') lost.push('cut: ' + control.outerHTML.slice(0, 160));
    }
    const floats = element => element && (/sticky|fixed/.test(getComputedStyle(element).position) || floats(element.parentElement));
    const shown = [...document.querySelectorAll('a, button, summary, select, textarea')].filter(isShown)
        .filter(control => !floats(control) && !control.closest('svg')).map(control => [control, [...control.getClientRects()]]);
    // A line of the poster face has a box higher than the line, and a region of a map is not its box.
    const isOver = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 4
        && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > Math.min(a.height, b.height) / 2;
    shown.forEach(([one, lines], place) => shown.slice(place + 1).forEach(([other, others]) => {
        if (!one.contains(other) && lines.some(a => others.some(b => isOver(a, b))))
            lost.push(`one over another: ${one.outerHTML.slice(0, 90)} ${other.outerHTML.slice(0, 90)}`);
    }));
    const wide = document.scrollingElement.scrollWidth - width;
    return wide > 0 ? [...lost, `the page: ${wide} pixels too wide`] : lost;
}"""


def out_of_reach(page):
    return page.evaluate(OUT_OF_REACH)
