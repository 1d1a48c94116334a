// What the shop's pages do with script, in one file: each more would be one more request. They work without it.

// The basket's badge: pages that a cache keeps hold nobody's count, so it comes from a cookie made for this script.
// <a class="basket">…<b data-cart-count hidden></b></a>

function fill() {
  const count = document.cookie.match(/(?:^|; )cart_count=(\d{1,4})(?:;|$)/)?.[1];
  for (const badge of document.querySelectorAll("[data-cart-count]")) {
    badge.textContent = count ?? "";
    badge.hidden = !count;
  }
}

fill();
// A page that comes back from the browser's memory was filled before the cart changed.
window.addEventListener("pageshow", fill);

// From a card to its product the picture grows in place. The name of the transition is set here, because an inline style
// would need a looser policy. <li class="stall"><div class="stall__picture"><img> … <main> … <div class="gallery"><img>

const NAME = "piece";

function name(element) {
  if (element) element.style.viewTransitionName = NAME;
  return element;
}

window.addEventListener("pageswap", (event) => {
  const to = event.activation?.entry?.url;
  if (!event.viewTransition || !to) return;
  const path = new URL(to).pathname;
  const links = document.querySelectorAll(".stall h3 a");
  const link = [...links].find((each) => new URL(each.href).pathname === path);
  const picture = name(link?.closest(".stall").querySelector("img"));
  event.viewTransition.finished.then(() => picture?.style.removeProperty("view-transition-name"));
});

window.addEventListener("pagereveal", async (event) => {
  if (!event.viewTransition) return;
  const picture = name(document.querySelector(".gallery img"));
  await event.viewTransition.ready.catch(() => {});
  picture?.style.removeProperty("view-transition-name");
});

// A key beside a field copies what is in it, and says so. Without script there is no key, and the field is selected by hand.
// <input id="link" readonly><button data-copy="link" data-copied="Copied" hidden>Copy</button>

async function copy(button) {
  const field = document.getElementById(button.dataset.copy);
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    // Not over plain HTTP, and not where it is refused: what is selected is copied the older way.
    if (!document.execCommand("copy")) return;
  }
  button.textContent = button.dataset.copied;
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}
