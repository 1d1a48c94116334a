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
