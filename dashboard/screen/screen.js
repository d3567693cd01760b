// How does the screen run? It plays the slides that came with the page, asks every half minute for newer ones, and
// says in words when the server does not answer. All words come from the page; there is one timer.
"use strict";
(() => {
  const ASK_MS = 30_000; // while the server answers
  const ASK_AGAIN_MS = 10_000; // while it does not
  const PATIENCE_MS = 10_000; // for one answer; a server that hangs is told within ASK_MS + PATIENCE_MS
  const BACK_MS = 60_000; // so long it is told that the server is back
  const AWAKE_MS = 20_000; // so long keys and cursor are shown
  const SMALLEST_FIT = 0.4, FIT_STEP = 0.06;
  // [hundredths of the width] Where the picture stands, slide by slide, so that no pixel always shows the same.
  const SHIFTS = [[0, 0], [0.3, 0.2], [0.1, 0.4], [-0.3, 0.2], [-0.2, -0.3], [0.2, -0.2], [0, 0.3], [-0.3, 0]];
  const SERVER_MINUTE_MS = 60_000;

  const body = document.body, stage = at("stage"), slides = at("slides"), said = at("said");
  const settings = JSON.parse(body.dataset.settings);
  const words = settings.words;
  let status = settings.status, seconds = settings.seconds, tag = body.dataset.tag;
  let shown = 0, turns = 0, paused = false, waiting = null;
  let shownAt = performance.now(), askedAt = shownAt, awakeUntil = shownAt + AWAKE_MS, backUntil = 0;
  let asking = null, lostSince = null, missing = "", answeredAt = Date.now(), backAt = 0, ahead = 0;

  function at(id) { return document.getElementById(id); }

  function fill(text, values) { return text.replace(/\{(\w+)\}/g, (hole, name) => values[name] ?? hole); }

  // A moment as the clock in Indonesia shows it, whatever this computer's own time zone is.
  function told(moment) {
    const there = new Date(moment + ahead + words.zone * 60_000);
    const two = (number) => String(number).padStart(2, "0");
    return {
      day: words.days[(there.getUTCDay() + 6) % 7], date: there.getUTCDate(),
      month: words.months[there.getUTCMonth()], year: there.getUTCFullYear(),
      hour: two(there.getUTCHours()), minute: two(there.getUTCMinutes()),
    };
  }

  function time(moment) { return fill(words.time, told(moment)); }

  function put(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }

  // Sentences with words between ** in bold; never as HTML.
  function putRich(element, text) {
    if (element.dataset.text === text) return;
    element.dataset.text = text;
    element.replaceChildren(...text.split("**").map((part, place) => {
      if (place % 2 === 0) return document.createTextNode(part);
      const bold = document.createElement("strong");
      bold.textContent = part;
      return bold;
    }));
  }

  function sentence(now) {
    if (lostSince !== null) return fill(status.lost, { time: time(lostSince) });
    if (missing) return `${missing} ${status.missing}`.trim();
    const back = now < backUntil ? fill(words.back, { time: time(backAt) }) : "";
    return `${back} ${status.warning}`.trim();
  }

  function say(now) {
    const urgent = sentence(now);
    const before = said.dataset.text;
    putRich(said, urgent || status.calm);
    said.classList.toggle("band", Boolean(urgent));
    if (said.dataset.text !== before) fit(slides.children[shown]); // a longer sentence leaves less room
    // Without the server nobody counts the days: the date stands there instead of its age.
    put(at("data"), lostSince === null && !missing ? status.data : status.kept);
    putRich(at("banner"), status.banner);
    put(at("source"), status.source);
    put(at("clock"), fill(words.clock, told(Date.now())));
    const place = fill(words.place, { place: shown + 1, count: slides.children.length });
    put(at("place"), paused ? `${words.paused} ${place}` : place);
    body.classList.toggle("awake", now < awakeUntil);
  }

  function overflows(slide) {
    if (slide.scrollHeight > slide.clientHeight + 1 || slide.scrollWidth > slide.clientWidth + 1) return true;
    const box = slide.getBoundingClientRect();
    return [...slide.children].some((child) => {
      const own = child.getBoundingClientRect();
      return own.top < box.top - 1 || own.bottom > box.bottom + 1 || child.scrollWidth > child.clientWidth + 1;
    });
  }

  function fit(slide) {
    let size = 1;
    slide.style.setProperty("--fit", size);
    while (overflows(slide) && size > SMALLEST_FIT) {
      size -= FIT_STEP;
      slide.style.setProperty("--fit", size.toFixed(2));
    }
  }

  function show(place) {
    const all = [...slides.children];
    shown = (place + all.length) % all.length;
    all.forEach((slide, each) => { slide.hidden = each !== shown; });
    at("name").textContent = [document.title, all[shown].dataset.label].filter(Boolean).join(" · ");
    fit(all[shown]);
    turns += 1;
    const [right, down] = SHIFTS[turns % SHIFTS.length];
    stage.style.transform = `translate(calc(${right} * var(--u)), calc(${down} * var(--u)))`;
    shownAt = performance.now();
    say(shownAt);
  }

  // New numbers take their place between two slides: slides and sentences together, so that they never differ.
  function take() {
    if (waiting === null) return;
    const fresh = waiting;
    waiting = null;
    if (fresh.version !== settings.version) {
      location.reload();
      return;
    }
    status = fresh.status;
    seconds = fresh.seconds;
    slides.innerHTML = fresh.html; // from our own server, every text in it escaped
  }

  function turn(by) {
    take();
    show(shown + by);
  }

  function keep(fresh) {
    waiting = fresh;
    if (!paused) return;
    const name = slides.children[shown].dataset.name;
    take();
    const again = [...slides.children].findIndex((slide) => slide.dataset.name === name);
    show(Math.max(again, 0));
  }

  async function ask() {
    asking = new AbortController();
    askedAt = performance.now();
    try {
      const headers = tag ? { "If-None-Match": tag } : {};
      const answer = await fetch(body.dataset.address, { headers, signal: asking.signal, cache: "no-store" });
      await read(answer);
    } catch {
      lost(); // nothing, too late, or nothing that the portal says
    } finally {
      asking = null;
      say(performance.now());
    }
  }

  async function read(answer) {
    if (answer.status === 503) {
      missing = (await answer.json()).message;
    } else if (answer.status === 200) {
      const fresh = await answer.json();
      if (typeof fresh.html !== "string" || !fresh.status) throw new TypeError("no slides");
      tag = answer.headers.get("etag");
      missing = "";
      keep(fresh);
    } else if (answer.status === 304) {
      missing = "";
    } else {
      throw new TypeError(`status ${answer.status}`);
    }
    answered(Date.parse(answer.headers.get("date")));
  }

  // The server's clock is right; that of a small computer without network time may not be.
  function answered(serverTime) {
    if (Number.isFinite(serverTime)) {
      const off = serverTime - Date.now();
      ahead = Math.abs(off) > SERVER_MINUTE_MS ? off : 0;
    }
    answeredAt = Date.now();
    if (lostSince === null) return;
    lostSince = null;
    backAt = answeredAt;
    backUntil = performance.now() + BACK_MS;
  }

  function lost() {
    if (lostSince === null) lostSince = answeredAt;
  }

  function tick() {
    const now = performance.now();
    if (!paused && now - shownAt >= seconds * 1000) turn(1);
    const wait = lostSince === null ? ASK_MS : ASK_AGAIN_MS;
    if (asking === null && now - askedAt >= wait) ask();
    else if (asking !== null && now - askedAt >= PATIENCE_MS) asking.abort();
    say(now);
  }

  function pause() {
    paused = !paused;
    shownAt = performance.now();
  }

  const KEYS = {
    " ": pause, MediaPlayPause: pause,
    ArrowRight: () => turn(1), PageDown: () => turn(1), MediaTrackNext: () => turn(1),
    ArrowLeft: () => turn(-1), PageUp: () => turn(-1), MediaTrackPrevious: () => turn(-1),
    Home: () => turn(-shown), End: () => turn(slides.children.length - 1 - shown),
  };

  function awake() { awakeUntil = performance.now() + AWAKE_MS; }

  addEventListener("keydown", (event) => {
    awake();
    const act = KEYS[event.key];
    if (act && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      act();
    }
    say(performance.now());
  });
  addEventListener("mousemove", awake);
  addEventListener("resize", () => fit(slides.children[shown]));
  show(0);
  setInterval(tick, 1000);
})();
