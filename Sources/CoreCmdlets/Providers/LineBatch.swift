/// `-ReadCount`: lines one by one, in groups, or all at once.
import Engine

struct LineBatch {
  private let size: Int
  private var kept: [Value] = []
  init(_ n: Int64) { size = n <= 0 ? .max : Int(clamping: n) }
  mutating func add(_ v: Value, _ shell: Invocation) throws {
    if size == 1 { return try shell.write(v) }
    try shell.poll()
    kept.append(v)
    if kept.count == size { try finish(shell) }
  }
  mutating func finish(_ shell: Invocation) throws {
    if kept.isEmpty { return }
    let out = kept
    kept = []
    try shell.write(.arr(out))
  }
}
