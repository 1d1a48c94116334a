// A video elsewhere is shown in the page once she asks for it; before, nothing of its provider is loaded. Without script the
// link opens the provider's own page.
// <a href="https://…" data-frame="https://…" data-title="…">…</a>

for (const link of document.querySelectorAll("a[data-frame]:not([data-frame=''])")) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const frame = document.createElement("iframe");
    frame.src = link.dataset.frame;
    frame.title = link.dataset.title;
    frame.allow = "autoplay; fullscreen; picture-in-picture";
    // The provider refuses to play for a page that does not say which site it is of.
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    link.replaceWith(frame);
    frame.focus();
  });
}
