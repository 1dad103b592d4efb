// SPDX-License-Identifier: MIT
// The server of y-websocket as its own program starts it, on a free port, and with its documents kept in a folder.
// Usage: server.mjs FOLDER
import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'

process.env.YPERSISTENCE = process.argv[2]
const { setupWSConnection } = await import('y-websocket/bin/utils')

const sockets = new WebSocketServer({ noServer: true })
sockets.on('connection', setupWSConnection)
const http = createServer((request, response) => response.end('okay'))
http.on('upgrade', (request, socket, head) =>
  sockets.handleUpgrade(request, socket, head, client => sockets.emit('connection', client, request)))
http.listen({ host: '127.0.0.1', port: 0 }, () => console.log(`port ${http.address().port}`))
