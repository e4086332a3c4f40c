// Serves a folder, as any static host does, and remembers what was asked for.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import zlib from "node:zlib";

const TYPES = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".wasm": "application/wasm" };

/** The address of the server, the paths that were asked for, and what ends it. */
export async function serve(folder) {
  const asked = [];
  const names = fs.readdirSync(folder).filter((name) => TYPES[path.extname(name)]);
  const packed = new Map(names.map((name) => [name, zlib.gzipSync(fs.readFileSync(path.join(folder, name)))]));
  const server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://page");
    asked.push(pathname);
    const name = path.basename(pathname) || "index.html";
    if (request.method !== "GET" || !packed.has(name)) return response.writeHead(404).end();
    response.writeHead(200, { "Content-Type": TYPES[path.extname(name)], "Content-Encoding": "gzip" }).end(packed.get(name));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${server.address().port}/`, asked, end: () => server.close() };
}
