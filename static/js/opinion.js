// An opinion that is being written is kept by itself a few seconds after the last key, and a phrase goes in where the cursor
// stands; the buttons do both without this.
"use strict";

const PAUSE = 4000;

document.querySelectorAll("form[data-half]").forEach((form) => {
  const said = form.querySelector("[data-half-said]");
  let waiting = 0;

  const keep = async () => {
    clearTimeout(waiting);
    waiting = 0;
    if (form.dataset.sent) return;
    const body = new URLSearchParams(new FormData(form));
    body.set("quiet", "1");
    const ask = { method: "POST", body, credentials: "same-origin", redirect: "error", keepalive: true };
    const answer = await fetch(form.dataset.half, ask).catch(() => null);
    const time = new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false });
    if (answer?.ok) said.textContent = `${time} 已自动存下`;
    else if (answer?.status === 401) said.textContent = "没有存上：登录已经过时，提交前请在另一个标签页登录";
    else if (answer?.status === 409) said.textContent = "没有存上：这个环节刚刚有人办过";
    else said.textContent = "没有存上，请按“先存着”";
  };

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, PAUSE);
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-phrase]");
    const area = button && document.getElementById(button.dataset.phrase);
    if (!area) return;
    event.preventDefault();
    const words = button.textContent;
    if (area.value.length + words.length > area.maxLength) {
      said.textContent = "放不下了：意见最多 2000 字";
      return;
    }
    // Where nobody has been in the field yet, its cursor stands at the beginning; a phrase belongs at the end then.
    if (!area.dataset.entered) area.setSelectionRange(area.value.length, area.value.length);
    area.setRangeText(words, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
  });
  form.addEventListener("focusin", (event) => (event.target.dataset.entered = "1"));
  form.addEventListener("submit", () => clearTimeout(waiting));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && waiting) keep();
  });
});
