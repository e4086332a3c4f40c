// Serves a folder, as any static host does, and remembers what was asked for.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import zlib from "node:zlib";

const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".wasm": "application/wasm" };

/** The address of the server, the paths that were asked for, and what ends it. */
export async function serve(folder) {
  const asked = [];
  const packed = new Map();
  const server = http.createServer((request, response) => {
    const name = new URL(request.url, "http://page").pathname;
    asked.push(name);
    const file = path.join(folder, path.basename(name) || "index.html");
    if (request.method !== "GET" || !fs.existsSync(file)) return response.writeHead(404).end();
    if (!packed.has(file)) packed.set(file, zlib.gzipSync(fs.readFileSync(file)));
    response.writeHead(200, { "Content-Type": TYPES[path.extname(file)], "Content-Encoding": "gzip" }).end(packed.get(file));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${server.address().port}/`, asked, end: () => server.close() };
}
