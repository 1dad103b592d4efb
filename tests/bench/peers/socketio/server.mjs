// SPDX-License-Identifier: MIT
// The bare relay on Socket.IO: a message of a member goes to all members of its room, in the way its documentation shows.
import { createServer } from 'node:http'
import { Server } from 'socket.io'

const http = createServer()
const io = new Server(http, { transports: ['websocket'], serveClient: false })

io.on('connection', socket => {
  socket.on('join', done => {
    socket.join('room')
    done()
  })
  socket.on('m', text => io.to('room').emit('m', text))
})

http.listen({ host: '127.0.0.1', port: Number(process.argv[2] ?? 0), backlog: 1024 }, () =>
  console.log(`port ${http.address().port}`))
