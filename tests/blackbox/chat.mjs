// SPDX-License-Identifier: MIT
// A client on npm's ws that knows only shared/protocol/protocol.md: joins a room of the built server, reads history and
// posts, in JSON. Usage: node chat.mjs PATH-OF-COTERIE-SERVER
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

let WebSocket
try {
  WebSocket = createRequire(new URL('../bench/peers/package.json', import.meta.url))('ws')
} catch {
  console.log('skipped: no package ws; run "npm ci" in tests/bench/peers')
  process.exit(77)
}

const folder = mkdtempSync(join(tmpdir(), 'coterie-blackbox-'))
const host = spawn(process.argv[2], ['--port', '0', '--listen', 'local', '--file', join(folder, 'session.coterie')],
  { stdio: ['ignore', 'pipe', 'inherit'] })
const ended = new Promise(resolve => host.on('exit', resolve))

function finish(code, text) {
  console.log(text)
  host.kill('SIGTERM')
  ended.then(() => {
    rmSync(folder, { recursive: true, force: true })
    process.exit(code)
  })
}
setTimeout(() => finish(1, 'FAIL  not done in 30 s'), 30_000).unref()

function check(what, truth) {
  if (!truth)
    throw new Error(what)
  console.log('ok    ' + what)
}

const port = await new Promise(resolve => {
  let said = ''
  host.stdout.on('data', data => {
    said += data
    const found = said.match(/listens on port (\d+)/)
    if (found)
      resolve(Number(found[1]))
  })
})

function uuid7() {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = 0x70 | bytes[6] & 0x0f
  bytes[8] = 0x80 | bytes[8] & 0x3f
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

// One at a time: what comes is kept until somebody waits for it.
function connect(name) {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/ws`, 'coterie.v1.json')
    const kept = []
    let waiter
    const look = () => {
      const at = waiter ? kept.findIndex(m => m.type === waiter.type) : -1
      if (at >= 0) {
        const { done } = waiter
        waiter = undefined
        done(kept.splice(at, 1)[0])
      }
    }
    socket.on('message', data => {
      kept.push(JSON.parse(data.toString()))
      look()
    })
    socket.on('error', reject)
    const send = message => socket.send(JSON.stringify(message))
    const wait = type => new Promise(done => {
      waiter = { type, done }
      look()
    })
    socket.on('open', async () => {
      send({ type: 'hello', version: 1, program: 'chat.mjs', name })
      resolve({ send, wait, welcome: await wait('welcome'), close: () => socket.close() })
    })
  })
}

try {
  const ana = await connect('Ana')
  const ben = await connect('Ben')
  ana.send({ type: 'rooms.list', req: 1 })
  const room = (await ana.wait('rooms.page')).rooms[0].id
  for (const member of [ana, ben]) {
    member.send({ type: 'room.join', req: 2, room })
    check(`${member.welcome.name} joins`, (await member.wait('room.joined')).room.joined)
  }
  ana.send({ type: 'chat.post', id: uuid7(), room, body: 'Hello from npm \u{1f600}' })
  const ack = await ana.wait('ack')
  const { event } = await ben.wait('room.event')
  check('the other one reads what was posted', event.chat.body === 'Hello from npm \u{1f600}' && event.seq === ack.seq)
  ben.send({ type: 'history.get', req: 3, room, limit: 10, board: false })
  const page = await ben.wait('history.page')
  check('and finds it in the history', page.events.at(-1).id === event.id)
  ana.close()
  ben.close()
  finish(0, 'ok    done')
} catch (trouble) {
  finish(1, 'FAIL  ' + trouble.message)
}
