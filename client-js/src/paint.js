/** Pages that nobody sees paint no frame: after this long, in milliseconds, they count as painted. */
const HIDDEN_FRAME = 250;

/** Settles when what was changed until now has been painted. */
export function painted() {
  return new Promise((done) => {
    setTimeout(done, HIDDEN_FRAME);
    requestAnimationFrame(() => requestAnimationFrame(done));
  });
}
