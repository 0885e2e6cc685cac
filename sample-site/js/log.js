const form = document.querySelector("#entry");
const dialog = document.querySelector("dialog");

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const entry = new FormData(form);
  const seen = entry.getAll("seen").join(", ") || "nothing alive";
  dialog.querySelector("#written").textContent =
    `${entry.get("place")}. Saw ${seen}. ${entry.get("notes")} (${entry.get("name")})`;
  dialog.showModal();
});
