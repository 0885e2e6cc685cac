import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const AT_A_TIME = 200;
const TRICKLE_EVERY_MS = 250;
const AGAIN_AFTER_MS = 50;
// Requests that go out before an answer is waited for.
const PIPELINED = 16;

/** What senders did so far, and what they were told. */
export class Tally {
  constructor() {
    this.opened = 0;
    this.held = 0;
    this.mostHeld = 0;
    this.sent = 0;
    this.received = 0;
    /** @type {Map<string, number>} answers by status */
    this.answers = new Map();
  }

  answered(status) {
    this.answers.set(status, (this.answers.get(status) ?? 0) + 1);
  }
}

/** One connection that misbehaves; what it does wrong is for others to say. */
class Sender {
  constructor(port, tally) {
    this.tally = tally;
    this.tail = '';
    this.socket = net.connect({ host: '127.0.0.1', port });
    this.socket.on('error', () => {}); // that the server ends it is what is measured
    this.opened = once(this.socket, 'connect').then(() => {
      tally.opened++;
      tally.held++;
      tally.mostHeld = Math.max(tally.mostHeld, tally.held);
      this.socket.on('close', () => tally.held--);
    });
    this.opened.catch(() => {});
  }

  /** Counts the answers; `heard` is told of how many came. */
  read(heard = () => {}) {
    this.socket.on('data', (bytes) => {
      this.tally.received += bytes.length;
      const text = this.tail + bytes.latin1Slice();
      const found = [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)];
      found.forEach(([, status]) => this.tally.answered(status));
      this.tail = found.length && text.length - found.at(-1).index < 12 ? '' : text.slice(-11);
      if (found.length) heard(found.length);
    });
  }

  write(bytes) {
    if (this.socket.writable) {
      this.tally.sent += bytes.length;
      this.socket.write(bytes);
    }
  }
}

async function open(port, count, tally, begin) {
  const senders = [];
  while (senders.length < count) {
    const batch = Array.from({ length: Math.min(AT_A_TIME, count - senders.length) }, () => new Sender(port, tally));
    senders.push(...batch);
    await Promise.allSettled(batch.map((sender) => sender.opened));
    batch.forEach(begin);
  }
  return senders;
}

/** Sends `request` over `count` connections; `reads` says whether they take the answer, and look at it. */
export async function hold(port, tally, { count, request, reads = 'nothing' }, end) {
  const senders = await open(port, count, tally, (sender) => {
    if (reads === 'answers') sender.read();
    else if (reads === 'octets') sender.socket.on('data', ({ length }) => (tally.received += length));
    else sender.socket.pause();
    sender.write(request);
  });
  await end;
  return senders;
}

/** Sends `begin`, then an octet now and then for as long as the server lets it. */
export async function trickle(port, tally, { count, begin, octet }, end) {
  const senders = await open(port, count, tally, (sender) => {
    sender.read();
    sender.write(begin);
  });
  let over = false;
  end.then(() => (over = true));
  while (!over) {
    senders.forEach((sender) => sender.write(octet));
    await sleep(TRICKLE_EVERY_MS);
  }
  return senders;
}

/** Asks as fast as it is answered; connections that the server ends are opened anew. */
export async function flood(port, tally, { count, request }, end) {
  let over = false;
  end.then(() => (over = true));
  let number = 0;
  const senders = [];
  const begin = () => {
    const sender = new Sender(port, tally);
    senders.push(sender);
    const ask = () => sender.write(request(number++));
    sender.read((answers) => {
      for (let i = 0; i < answers && !over; i++) ask();
    });
    sender.socket.on('connect', () => {
      for (let i = 0; i < PIPELINED; i++) ask();
    });
    sender.socket.on('close', () => {
      senders.splice(senders.indexOf(sender), 1);
      if (!over) setTimeout(begin, AGAIN_AFTER_MS);
    });
  };
  for (let i = 0; i < count; i++) begin();
  await end;
  return senders;
}

/** Sends `begin`, then `piece` as fast as it is taken, and never ends. */
export async function pour(port, tally, { count, begin, piece }, end) {
  const senders = await open(port, count, tally, (sender) => {
    sender.read();
    sender.write(begin);
    const more = () => {
      while (sender.socket.writable && !sender.socket.writableNeedDrain) sender.write(piece);
    };
    sender.socket.on('drain', more);
    more();
  });
  await end;
  return senders;
}

export async function close(senders) {
  const open = senders.filter(({ socket }) => !socket.closed);
  await Promise.all(open.map(({ socket }) => (socket.destroy(), once(socket, 'close'))));
}
