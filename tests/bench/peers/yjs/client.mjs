// SPDX-License-Identifier: MIT
// So many people change one board through the server, all at once, and then somebody comes late. The board is a Y.Map
// of strokes; a stroke is a Y.Map with its place, ink, width and packed points, the very bytes that Coterie sends.
// Usage: client.mjs PORT PID WORKLOAD. Prints one line of JSON.
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

const [port, pid, file] = process.argv.slice(2)
const people = readFileSync(file, 'utf8').trim().split('\n').map(line => JSON.parse(line))
const giveUpMs = 180_000
const atATurn = 16 // changes before one listens to the others again

function server () {
  const cpu = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')
  const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1])
  return { cpu: (Number(cpu[11]) + Number(cpu[12])) / 100, rssMb: pages * 4096 / 1e6 }
}

async function until (condition, what) {
  const begun = performance.now()
  while (!condition()) {
    if (performance.now() - begun > giveUpMs)
      throw new Error(`${what} not in time`)
    await sleep(2)
  }
}

class Person {
  constructor () {
    this.doc = new Y.Doc()
    this.board = this.doc.getMap('board')
    this.provider = new WebsocketProvider(`ws://127.0.0.1:${port}`, 'board', this.doc,
      { WebSocketPolyfill: WebSocket, disableBc: true })
  }

  get bytes () {
    const { bytesRead, bytesWritten } = this.provider.ws._socket
    return { read: bytesRead, written: bytesWritten }
  }

  change ({ act, id, x, y, color, width, points }) {
    if (act === 'move')
      return this.board.get(id).set('at', [x, y])
    if (act === 'erase')
      return this.board.delete(id)
    this.doc.transact(() => {
      const stroke = new Y.Map()
      this.board.set(id, stroke)
      stroke.set('kind', 'stroke')
      stroke.set('at', [x, y])
      stroke.set('color', color)
      stroke.set('width', width)
      stroke.set('points', new Uint8Array(Buffer.from(points, 'base64')))
    })
  }

  async changeAll (ops) {
    for (let i = 0; i < ops.length; ++i) {
      this.change(ops[i])
      if (i % atATurn === atATurn - 1)
        await new Promise(resolve => setImmediate(resolve))
    }
  }
}

const out = {}
try {
  const crowd = people.map(() => new Person())
  await until(() => crowd.every(one => one.provider.synced), 'everybody in')
  await sleep(200)
  const idle = server()
  const before = crowd.map(one => one.bytes)
  const begun = performance.now()
  await Promise.all(crowd.map((one, i) => one.changeAll(people[i])))
  const vector = one => Y.decodeStateVector(Y.encodeStateVector(one.doc))
  const clock = one => [...vector(one).values()].reduce((a, b) => a + b, 0)
  const written = crowd.reduce((sum, one) => sum + (vector(one).get(one.doc.clientID) ?? 0), 0)
  const left = people.flat().reduce((sum, op) => sum + ({ add: 1, erase: -1 }[op.act] ?? 0), 0)
  await until(() => crowd.every(one => clock(one) === written && one.board.size === left), 'everybody alike')
  const tookMs = performance.now() - begun
  await sleep(1000) // the server writes to its disk
  const after = server()
  out.people = people.length
  out.operations = people.flat().length
  out.tookMs = tookMs
  out.serverCpuSeconds = after.cpu - idle.cpu
  out.serverMb = after.rssMb - idle.rssMb
  out.bytesUp = crowd.reduce((sum, one, i) => sum + one.bytes.written - before[i].written, 0)
  out.bytesDown = crowd.reduce((sum, one, i) => sum + one.bytes.read - before[i].read, 0)
  out.objects = left
  const places = one => JSON.stringify([...one.board.entries()].map(([id, stroke]) => [id, stroke.get('at')]).sort())
  if (new Set(crowd.map(places)).size !== 1)
    throw new Error('the documents differ')

  const cpu = process.cpuUsage()
  const joined = performance.now()
  const late = new Person()
  await until(() => late.provider.synced && late.board.size === left, 'late one')
  out.lateMs = performance.now() - joined
  const spent = process.cpuUsage(cpu)
  out.lateCpuMs = (spent.user + spent.system) / 1000
  out.lateBytes = late.bytes.read
  for (const one of [...crowd, late])
    one.provider.destroy()
} catch (error) {
  out.fault = error.message
}
console.log(JSON.stringify(out))
process.exit(out.fault ? 1 : 0)
