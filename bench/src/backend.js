// The server that stands behind in the part "proxy": what applications do, in one process of its own.
import { createHash } from 'node:crypto';
import http from 'node:http';
import { require } from './paths.js';

const { WebSocketServer } = require('ws');
const EVENT_EVERY_MS = 20;
const LOOPBACK = '127.0.0.1';

const files = {
  '/': ['text/html; charset=utf-8', page(1024)],
  '/kilo.json': ['application/json', JSON.stringify({ text: 'x'.repeat(1024 - 11) })],
  '/page.html': ['text/html; charset=utf-8', page(5 * 1024)],
  '/mega.bin': ['application/octet-stream', Buffer.alloc(1024 * 1024, 'livereload')],
};

function page(bytes) {
  const start = '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>bench</title></head><body><pre>';
  return `${start}${'x'.repeat(bytes - start.length)}`;
}

/** Answers with what came: its size and its hash. */
function upload(request, response) {
  const hash = createHash('sha256');
  request.on('data', (part) => hash.update(part));
  request.on('end', () => response.end(hash.digest('hex')));
}

/** Numbered events, each with the moment at which it was sent. */
function events(response) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  let number = 0;
  const send = () => response.write(`data: ${number++} ${performance.timeOrigin + performance.now()}\n\n`);
  send();
  const timer = setInterval(send, EVENT_EVERY_MS);
  response.on('close', () => clearInterval(timer));
}

const server = http.createServer((request, response) => {
  const [type, body] = files[request.url] ?? [];
  if (request.url === '/upload') upload(request, response);
  else if (request.url === '/events') events(response);
  else if (type) response.writeHead(200, { 'content-type': type, 'content-length': body.length }).end(body);
  else response.writeHead(404).end();
});
const sockets = new WebSocketServer({ server, path: '/echo', perMessageDeflate: false });
sockets.on('connection', (socket) => socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary })));
server.listen(Number(process.argv[2]), LOOPBACK);
