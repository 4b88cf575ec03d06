// The hall screen by keyboard, presenter and mouse. Every slide is in the page: nothing here asks the network for anything.
"use strict";

const slides = ["start", ...[...document.querySelectorAll(".slide:not(#start):not(#end)")].map((s) => s.id), "end"];
const now = () => Math.max(slides.indexOf(location.hash.slice(1)), 0);

const show = (number) => {
  const to = slides[Math.min(Math.max(number, 0), slides.length - 1)];
  location.replace(`#${to}`); // no entry in the history: "back" leaves the screen
  document.getElementById(to).focus({ preventScroll: true });
};

const full = () => {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {});
};

const KEYS = {
  ArrowRight: () => show(now() + 1),
  ArrowDown: () => show(now() + 1),
  PageDown: () => show(now() + 1),
  " ": () => show(now() + 1),
  ArrowLeft: () => show(now() - 1),
  ArrowUp: () => show(now() - 1),
  PageUp: () => show(now() - 1),
  Backspace: () => show(now() - 1),
  Home: () => show(0),
  End: () => show(slides.length - 1),
  f: full,
  F: full,
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const onControl = event.target.closest("a, button");
  if (event.key === " " && onControl?.matches("button")) return;
  const act = event.key === " " && event.shiftKey ? KEYS.PageUp : KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

// A click on the slide goes on, as presenters do that act as a mouse.
document.addEventListener("click", (event) => {
  if (!event.target.closest("a, button")) show(now() + 1);
});

for (const button of document.querySelectorAll("[data-full]")) {
  button.hidden = !document.fullscreenEnabled;
  button.addEventListener("click", full);
}

// Without a network the page could not be loaded anew: the browser asks before it is lost.
addEventListener("beforeunload", (event) => {
  if (!navigator.onLine) event.preventDefault();
});

// The pointer and the links fade while nobody moves the mouse.
let still;
const stir = () => {
  document.body.classList.remove("is-still");
  clearTimeout(still);
  still = setTimeout(() => document.body.classList.add("is-still"), 3000);
};
document.addEventListener("mousemove", stir);
stir();
