// The day slider: moves the line in the chart at once, asks the server for the board of that day, and replays.

const replay = document.querySelector(".replay");
if (replay) {
  const slider = replay.querySelector("input[type=range]");
  const field = replay.querySelector("input[type=date]");
  const play = replay.querySelector("[data-play]");
  const start = Date.parse(replay.dataset.start);
  const days = Number(replay.dataset.days);
  const changes = slider.dataset.changes.split(" ").map((day) => Math.round((Date.parse(day) - start) / 864e5));
  const words = new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" });

  const move = () => {
    const day = new Date(start + slider.value * 864e5);
    const x = `${(100 * slider.value) / days}%`;
    field.value = day.toISOString().slice(0, 10);
    slider.setAttribute("aria-valuetext", words.format(day));
    const line = replay.querySelector(".now");
    line.setAttribute("x1", x);
    line.setAttribute("x2", x);
    const later = replay.querySelector(".later");
    later.setAttribute("x", x);
    later.setAttribute("width", `${100 - (100 * slider.value) / days}%`);
  };
  const ask = () => field.dispatchEvent(new Event("change", { bubbles: true }));

  slider.addEventListener("input", move);
  slider.addEventListener("change", (event) => {
    event.stopPropagation();
    ask();
  });

  // The replay stops at days on which somebody moved.
  let timer;
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
    play.textContent = "Replay";
  };
  play.addEventListener("click", () => {
    if (timer) return stop();
    let next = changes.findIndex((day) => day > slider.value);
    if (next < 0) next = 0;
    play.textContent = "Pause";
    const step = () => {
      if (next >= changes.length) return stop();
      slider.value = changes[next++];
      move();
      ask();
    };
    step();
    timer = setInterval(step, 1200);
  });
}
