import { curvePath, turnsAround } from "./curve.js";

const TOP = 3.5;
const TALL = 400;
const FIRST_SHOWN = 2;

const title = document.querySelector("h1");
const plot = document.querySelector(".plot");
const list = document.querySelector(".fortnight");
const chart = document.querySelector("dialog");

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function mark({ at, time, height }) {
  const turn = element(
    "p",
    { className: height < TOP / 2 ? "turn low" : "turn" },
    element("strong", { textContent: time }),
    element("span", { textContent: `${height.toFixed(1)} m` }),
  );
  const place = at / 1440;
  turn.style.left = `${100 * place}%`;
  turn.style.top = `${100 * (1 - height / TOP)}%`;
  // Near midnight the label leans inwards, so that it stays on a narrow screen.
  turn.style.setProperty("--lean", place < 0.03 ? 0 : place > 0.97 ? 1 : 0.5);
  return turn;
}

function show(days, index) {
  const { today, all } = turnsAround(days, index);
  const line = curvePath(all, TALL, TOP);
  plot.querySelector(".line").setAttribute("d", line);
  plot.querySelector(".water").setAttribute("d", `${line}V${TALL}H0Z`);
  plot.querySelectorAll(".turn").forEach((turn) => turn.remove());
  plot.append(...today.map(mark));
  title.textContent = `${days[index].weekday}, ${days[index].date}`;
}

function row(day, index) {
  const choice = element("input", { type: "radio", name: "day", value: index });
  choice.checked = index === FIRST_SHOWN;
  const times = day.tides.map(([time]) => time).join(" · ");
  return element(
    "li",
    {},
    element(
      "label",
      {},
      choice,
      element("span", { textContent: `${day.weekday.slice(0, 3)} ${day.date}` }),
      element("span", { className: "times", textContent: times }),
      ...(day.moon ? [element("span", { className: "moon", textContent: day.moon })] : []),
    ),
  );
}

document.querySelector("#enlarge").addEventListener("click", () => chart.showModal());

const answer = await fetch("data/tides.json");
const { days } = await answer.json();
list.replaceChildren(...days.map(row));
list.addEventListener("change", (event) => show(days, Number(event.target.value)));
show(days, FIRST_SHOWN);
