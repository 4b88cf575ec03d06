// The running order, moved by dragging the handle of a line or with the arrow keys on it. Without this script the numbers do it.
"use strict";

for (const table of document.querySelectorAll("[data-arrange]")) {
  const body = table.tBodies[0];
  const said = document.querySelector("[data-arrange-said]");
  const rows = () => [...body.rows];
  const nameOf = (row) => row.dataset.name;

  const number = () => {
    rows().forEach((row, index) => {
      row.querySelector("[data-position] input").value = index + 1;
    });
  };

  const tell = (row) => {
    const place = rows().indexOf(row) + 1;
    said.textContent = said.dataset.words.replace("NAME", nameOf(row)).replace("PLACE", place).replace("ALL", rows().length);
  };

  // The others are put to its other side: the line that moves stays in the page, and keeps the focus and the pointer.
  const shift = (row, to) => {
    const place = Math.min(Math.max(to, 0), rows().length - 1);
    while (rows().indexOf(row) < place) body.insertBefore(row.nextElementSibling, row);
    while (rows().indexOf(row) > place) body.insertBefore(row.previousElementSibling, row.nextElementSibling);
  };

  const move = (row, to) => {
    shift(row, to);
    number();
  };

  const STEPS = { ArrowUp: -1, ArrowDown: 1, PageUp: -10, PageDown: 10, Home: -Infinity, End: Infinity };

  const byKeys = (row) => (event) => {
    const step = STEPS[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    move(row, rows().indexOf(row) + step);
    row.scrollIntoView({ block: "nearest" });
    tell(row);
  };

  const byPointer = (row, handle) => (event) => {
    if (event.button) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    row.classList.add("is-moving");
    const follow = (moved) => {
      const edge = 60; // px from the window's edge where the page scrolls along
      if (moved.clientY < edge) scrollBy(0, -12);
      if (moved.clientY > innerHeight - edge) scrollBy(0, 12);
      const over = rows().find((each) => {
        const box = each.getBoundingClientRect();
        return each !== row && moved.clientY >= box.top && moved.clientY <= box.bottom;
      });
      if (over) shift(row, rows().indexOf(over));
    };
    const drop = () => {
      handle.removeEventListener("pointermove", follow);
      row.classList.remove("is-moving");
      number();
      tell(row);
    };
    handle.addEventListener("pointermove", follow);
    handle.addEventListener("lostpointercapture", drop, { once: true });
  };

  for (const row of rows()) {
    const handle = row.querySelector("[data-handle]");
    handle.hidden = false;
    handle.addEventListener("keydown", byKeys(row));
    handle.addEventListener("pointerdown", byPointer(row, handle));
  }

  // A number written by hand moves the line, too, as soon as the field is left.
  body.addEventListener("change", (event) => {
    const field = event.target.closest("[data-position] input");
    const place = Number.parseInt(field?.value, 10);
    if (!place) return;
    const row = field.closest("tr");
    move(row, place - 1);
    tell(row);
  });
}
