import { createHub } from './hub.js';

/**
 * What this script is inside a `SharedWorker`: the hub of all tabs that loaded it from here. The
 * browser ends it with the last of them.
 */
export function serveTabs() {
  const hub = createHub(
    new URL('events', location.href).href,
    (/** @type {MessagePort} */ tab, news) => tab.postMessage(news),
  );
  addEventListener('connect', (event) => {
    const [tab] = /** @type {MessageEvent} */ (event).ports;
    // Tells the tab that the worker runs.
    const answer = () => tab.postMessage({ type: 'ping', id: '' });
    answer();
    tab.onmessage = ({ data }) => (data.ask ? answer() : hub.tell(tab, data));
  });
}
