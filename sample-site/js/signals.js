for (const button of document.querySelectorAll(".mast button")) {
  button.addEventListener("click", () => {
    const shown = button.parentElement.toggleAttribute("data-shown");
    button.setAttribute("aria-pressed", shown);
  });
}
