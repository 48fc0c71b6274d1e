// The desk without a mouse, and with one: keys for what the buttons do, dragging within a group. No page needs it.
"use strict";

const stories = () => [...document.querySelectorAll(".stories > .story[data-id]")];
const current = () => document.activeElement?.closest?.(".story[data-id]");

function focusStory(story) {
  if (!story) return;
  story.focus({ preventScroll: true });
  story.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = stories();
  const at = all.indexOf(current());
  focusStory(all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]);
}

function act(name) {
  const button = current()?.querySelector(`[data-act="${name}"]`);
  if (!button || button.disabled) return;
  button.click();
  if (button.tagName === "SUMMARY") button.parentElement.querySelector("textarea, input:not([type=hidden])")?.focus();
}

const keys = {
  j: () => step(1), k: () => step(-1), d: () => act("seat"), g: () => act("note"), b: () => act("hide"), s: () => act("label"),
  x: () => document.querySelector('[data-act="mail"]')?.click(),
  D: () => document.querySelector('[data-act="approve"]')?.click(),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if (event.key === "Escape" && typing) {
    const story = current();
    const open = typing.closest("details");
    if (open) open.open = false;
    focusStory(story);
  } else if (event.altKey && !typing && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
    event.preventDefault();
    act(event.key === "ArrowUp" ? "up" : "down");
  } else if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey && keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
});

let held = null;

function marks(story, event) {
  const box = story.getBoundingClientRect();
  return event.clientY < box.top + box.height / 2 ? "over" : "under";
}

function unmark() {
  for (const story of document.querySelectorAll(".over, .under")) story.classList.remove("over", "under");
}

function drop(target, side) {
  const group = stories().filter((story) => story.parentElement === held.parentElement && story !== held);
  const at = group.indexOf(target) + (side === "under" ? 1 : 0);
  const form = document.getElementById("keo");
  form.elements.subject.value = held.dataset.id;
  form.elements.value.value = at ? group[at - 1].dataset.id : "";
  form.requestSubmit();
}

for (const story of document.querySelectorAll(".story[data-can-move]")) {
  const grip = story.querySelector(".grip");
  grip.addEventListener("pointerdown", () => { story.draggable = true; });
  story.addEventListener("dragstart", (event) => {
    held = story;
    story.classList.add("held");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", story.dataset.id);
  });
  story.addEventListener("dragover", (event) => {
    if (!held || held === story || held.parentElement !== story.parentElement) return;
    event.preventDefault();
    unmark();
    story.classList.add(marks(story, event));
  });
  story.addEventListener("drop", (event) => {
    if (!held || held === story || held.parentElement !== story.parentElement) return;
    event.preventDefault();
    drop(story, marks(story, event));
  });
  story.addEventListener("dragend", () => {
    story.draggable = false;
    story.classList.remove("held");
    held = null;
    unmark();
  });
}

// a form that was sent is not sent again by a second press
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

if (location.hash.startsWith("#tin-")) focusStory(document.getElementById(decodeURIComponent(location.hash.slice(1))));
