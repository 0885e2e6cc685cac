interface Window {
  LiveReload: import('./main.js').LiveReload;
}
