const field = document.querySelector("#find");
const finds = [...document.querySelectorAll(".finds li")];
const count = document.querySelector("#count");

function apply() {
  const wanted = field.value.trim().toLowerCase();
  for (const find of finds) {
    find.hidden = !find.textContent.toLowerCase().includes(wanted);
  }
  const left = finds.filter((find) => !find.hidden).length;
  count.textContent = left === 1 ? "1 find" : `${left} finds`;
}

field.addEventListener("input", apply);
apply();
