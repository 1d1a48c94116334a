// The player of a voice. Without script the browser's own keys are there instead.
// <figure data-voice data-seconds="48">
//   <div data-voice-player hidden><button data-pause="Pause"> … <svg><rect>…</svg><input type="range"> … <bdi>0:48</bdi></div>
//   <audio controls><source>…</audio><p data-voice-failed hidden>…</p>
// </figure>

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

function enhance(voice) {
  const player = voice.querySelector("[data-voice-player]");
  const audio = voice.querySelector("audio");
  const button = player.querySelector("button");
  const bars = [...player.querySelectorAll("rect")];
  const track = player.querySelector("input");
  const time = player.querySelector("bdi");
  const seconds = Number(voice.dataset.seconds);
  const labels = { play: button.getAttribute("aria-label"), pause: button.dataset.pause };
  let wanted = null;

  function show() {
    const at = wanted ?? Math.min(audio.currentTime, seconds);
    const heard = Math.round((at / seconds) * bars.length);
    bars.forEach((bar, place) => bar.classList.toggle("is-heard", place < heard));
    track.value = at;
    track.setAttribute("aria-valuetext", `${clock(at)} / ${clock(seconds)}`);
    time.textContent = at ? clock(at) : clock(seconds);
  }

  function say() {
    const plays = !audio.paused;
    voice.classList.toggle("is-playing", plays);
    button.setAttribute("aria-label", plays ? labels.pause : labels.play);
  }

  function fail() {
    player.hidden = true;
    voice.querySelector("[data-voice-failed]").hidden = false;
    voice.querySelector("details")?.setAttribute("open", "");
  }

  function start() {
    for (const other of document.querySelectorAll("[data-voice] audio")) if (other !== audio) other.pause();
    audio.play().catch((error) => {
      // Paused again before it began, or not allowed yet: the key is there to press again.
      if (!["AbortError", "NotAllowedError"].includes(error.name)) fail();
    });
  }

  button.addEventListener("click", () => (audio.paused ? start() : audio.pause()));
  track.addEventListener("input", () => {
    // Before its length is known a place in it can only be kept.
    if (audio.readyState > 0) audio.currentTime = Number(track.value);
    else wanted = Number(track.value);
    show();
  });
  audio.addEventListener("loadedmetadata", () => {
    if (wanted !== null) audio.currentTime = wanted;
    wanted = null;
  });
  for (const event of ["play", "pause", "ended"]) audio.addEventListener(event, say);
  for (const event of ["timeupdate", "seeked", "ended"]) audio.addEventListener(event, show);
  audio.addEventListener("ended", () => {
    audio.currentTime = 0;
  });
  audio.addEventListener("error", fail);
  audio.querySelector("source:last-of-type")?.addEventListener("error", fail);
  audio.controls = false;
  audio.hidden = true;
  player.hidden = false;
}

document.querySelectorAll("[data-voice]").forEach(enhance);
