/** What tests of the connection drive by hand instead of a server. */

/** A stream. */
export class FakeSource extends EventTarget {
  /** @type {FakeSource[]} */
  static all = [];
  /** @type {(() => void) | null} */
  onerror = null;
  closed = false;

  /** @param {string} url */
  constructor(url) {
    super();
    this.url = url;
    FakeSource.all.push(this);
  }

  close() {
    this.closed = true;
  }

  /**
   * @param {string} type
   * @param {string} id
   * @param {object} [data]
   */
  say(type, id, data = {}) {
    const event = new Event(type);
    this.dispatchEvent(Object.assign(event, { data: JSON.stringify(data), lastEventId: id }));
  }
}
