// The live record on a tablet. A touch shows at once, is kept here, and is sent until the server has confirmed it.
// Each touch carries a token made here, so that what is sent twice is noted once. Without this script the forms do it.
"use strict";

const root = document.getElementById("live");
const POLL = 6000; // ms between two looks at what the other tablets have noted
const RETRY = 3000;

if (root?.dataset.open) {
  const words = root.dataset;
  const store = `live ${location.pathname}`;
  const cards = new Map([...root.querySelectorAll("[data-plaque]")].map((card) => [card.dataset.plaque, card]));
  const net = root.querySelector("[data-net]");
  const token = root.querySelector("[name=csrfmiddlewaretoken]").value;
  let queue = JSON.parse(localStorage.getItem(store) || "[]");
  let sending = false;
  let touched = 0; // how often anything was done here: an older answer about the others says nothing of it

  const keep = () => localStorage.setItem(store, JSON.stringify(queue));
  const waits = (plaque) => queue.some((touch) => touch.plaque === plaque);

  // A UUID also where the page is not served over HTTPS and crypto.randomUUID is missing.
  const uuid = () =>
    "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
      (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16),
    );

  const count = () => {
    root.querySelector("[data-done]").textContent = [...cards.values()].filter((c) => c.dataset.state !== "left").length;
  };

  const paint = (plaque, state, at, said) => {
    const card = cards.get(plaque);
    if (!card) return;
    card.dataset.state = state;
    card.querySelector("[data-at]").textContent = at || "";
    const line = card.querySelector("[data-said]");
    if (line.textContent !== (said || "")) line.textContent = said || "";
  };

  const paintTouch = (touch, said) =>
    touch.do === "hand_over" ? paint(touch.plaque, "waiting", "", said) : paint(touch.plaque, "left", "", said);

  const paintNet = (state) => {
    net.dataset.is = state;
    const left = queue.length ? ` (${queue.length})` : "";
    net.textContent = { online: words.wordsOnline, offline: words.wordsOffline, "signed-out": words.wordsSignedOut }[state] + left;
  };

  // What the server answers to one touch; null where it could not be asked.
  const send = async (touch) => {
    const body = new URLSearchParams({ do: touch.do, token: touch.token, csrfmiddlewaretoken: token });
    const headers = { Accept: "application/json" };
    try {
      return await fetch(touch.url, { method: "POST", body, headers, redirect: "manual", credentials: "same-origin" });
    } catch {
      return null;
    }
  };

  const settle = async (touch, answer) => {
    const { handed_over: at, said } = await answer.json();
    queue.shift();
    keep();
    if (waits(touch.plaque)) return;
    paint(touch.plaque, at === null ? "left" : "done", at, answer.ok ? "" : said);
  };

  const flush = async () => {
    if (sending) return;
    sending = true;
    while (queue.length) {
      const touch = queue[0];
      const answer = await send(touch);
      if (answer && [200, 409].includes(answer.status)) {
        await settle(touch, answer);
      } else if (answer?.status === 404) {
        queue.shift();
        keep();
      } else {
        const signedOut = answer && (answer.type === "opaqueredirect" || answer.status === 403);
        for (const each of queue) paintTouch(each, words.wordsQueued);
        paintNet(signedOut ? "signed-out" : "offline");
        if (!signedOut) setTimeout(flush, RETRY);
        break;
      }
      paintNet("online");
    }
    sending = false;
    count();
  };

  const look = async () => {
    if (!queue.length && document.visibilityState === "visible") {
      const before = touched;
      try {
        const answer = await fetch(words.stateUrl, { headers: { Accept: "application/json" }, redirect: "manual" });
        if (answer.type === "opaqueredirect") paintNet("signed-out");
        else if (answer.ok) {
          const { handed_over: handed, open } = await answer.json();
          for (const plaque of cards.keys()) {
            if (touched === before) paint(plaque, plaque in handed ? "done" : "left", handed[plaque], cards.get(plaque).querySelector("[data-said]").textContent);
          }
          paintNet("online");
          if (!open) location.reload();
        }
      } catch {
        paintNet("offline");
      }
      count();
    }
    setTimeout(look, POLL);
  };

  root.addEventListener("submit", (event) => {
    event.preventDefault();
    const card = event.target.closest("[data-plaque]");
    const touch = { plaque: card.dataset.plaque, url: event.target.action, do: event.submitter.value, token: uuid() };
    queue.push(touch);
    touched += 1;
    keep();
    paintTouch(touch, words.wordsSending);
    count();
    flush();
  });

  window.addEventListener("online", flush);
  window.addEventListener("offline", () => paintNet("offline"));

  // Find by number or name; only those left.
  const find = root.querySelector("[data-find]");
  const only = find.querySelector("[data-only]");
  const box = find.querySelector("[type=search]");
  const narrow = () => {
    const asked = box.value.trim();
    for (const card of cards.values()) {
      const text = card.dataset.text;
      const fits = !asked || (/^\d{1,3}$/.test(asked) ? text.startsWith(`${asked} `) : text.includes(asked));
      card.hidden = !fits || (only.checked && card.dataset.state !== "left");
    }
  };
  find.hidden = false;
  box.addEventListener("input", narrow);
  only.addEventListener("change", narrow);

  for (const touch of queue) paintTouch(touch, words.wordsQueued);
  paintNet(navigator.onLine ? "online" : "offline");
  count();
  flush();
  setTimeout(look, POLL);
}
