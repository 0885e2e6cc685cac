/**
 * webpack-dev-middleware and webpack-hot-middleware on plain HTTP: `webpack-host.js SHEET OUTPUT PORT`.
 * Compiles from the first request for `/main.js` on.
 */
import http from 'node:http';
import { require } from './paths.js';

const webpack = require('webpack');
const devMiddleware = require('webpack-dev-middleware');
const hotMiddleware = require('webpack-hot-middleware');

const [sheet, output, port] = process.argv.slice(2);
const compiler = webpack({
  mode: 'development',
  devtool: false,
  entry: `data:text/javascript,import text from ${JSON.stringify(sheet)}; console.log(text)`,
  output: { path: output, filename: 'main.js', publicPath: '/' },
  module: { rules: [{ test: /\.css$/, type: 'asset/source' }] },
  plugins: [new webpack.HotModuleReplacementPlugin()],
});
const stream = hotMiddleware(compiler, { log: false });
let files;

http.createServer((request, answer) => {
  stream(request, answer, () => {
    if (request.url !== '/main.js') return answer.writeHead(request.url === '/' ? 200 : 404).end();
    files ??= (devMiddleware.default ?? devMiddleware)(compiler, { publicPath: '/' });
    return files(request, answer, () => answer.writeHead(404).end());
  });
}).listen(Number(port), '127.0.0.1');
