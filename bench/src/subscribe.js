import { once } from 'node:events';
import http from 'node:http';
import { require } from './paths.js';

const WebSocket = require('ws');
const { io } = require('socket.io-client');

/**
 * Each opens a tool's own channel and calls `heard` for every message that tells of a change.
 * They resolve with a function that closes it, once the server has confirmed the subscription.
 */
export async function eventStream(port, path, event, heard) {
  const request = http.get({ host: '127.0.0.1', port, path, headers: { accept: 'text/event-stream' } });
  const [answer] = await once(request, 'response');
  if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}`);
  let rest = '';
  answer.setEncoding('utf8').on('data', (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    for (const line of lines) if (line.trimEnd() === `event: ${event}`) heard();
  });
  answer.on('error', () => {}); // the close below, or a server that is being stopped
  return () => request.destroy();
}

export async function webSocket(port, path, protocols, isChange, heard, greeting) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, protocols);
  socket.on('message', (data) => isChange(data.toString()) && heard());
  if (greeting) {
    await once(socket, 'open');
    socket.send(greeting);
  }
  await once(socket, 'message');
  return () => socket.terminate();
}

export async function socketIo(port, namespace, path, events, heard) {
  const socket = io(`http://127.0.0.1:${port}${namespace}`, { path, transports: ['websocket'] });
  for (const event of events) socket.on(event, heard);
  await new Promise((resolve, reject) => socket.on('connect', resolve).on('connect_error', reject));
  return () => socket.disconnect();
}
