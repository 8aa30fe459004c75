/// How the content of an answer comes in, and what is shown of it meanwhile.
import Engine
import NetTypes
import Primitives

extension WebCall {
  enum Showing {
    case nothing
    /// Piece by piece, with the length the answer tells.
    case reading(of: Int?)
    /// Once a second, of an answer that goes into a file.
    case saving(of: Int)
  }
  /// The length of the content; nil when it is not told, or that of something packed.
  static func contentLength(_ r: HttpClient.Response) -> Int? { r.header("Content-Encoding") == nil ? r.header("Content-Length").flatMap { Int($0) } : nil }

  /// Reads an answer to its end and unpacks it.
  func content(of answer: HttpAnswer, to request: Request, _ showing: Showing, _ shell: Invocation) throws -> HttpClient.Response {
    var progress = ReadingProgress(showing, shell)
    do {
      while true {
        try progress.note(answer.response.body.count)
        if try Turn.outside(shell.context, { try progress.piece.map { try answer.next($0) } ?? answer.next(1 << 16, milliseconds: 1000) }) == 0 { break }
      }
      var r = answer.response
      try r.unpack()
      try progress.end(r.body.count)
      return r
    } catch let f as HttpClient.Failure {
      if case .saving = showing { try progress.end(answer.response.body.count) }
      throw failure(f, request, shell)
    } catch let e as TerminatingError { throw WebCall.uncaught(e.record.exception, shell) }
  }
  /// Another request follows, and nobody wants to know what this answer says.
  func drain(_ answer: HttpAnswer, _ shell: Invocation) throws { try Turn.outside(shell.context) { try answer.drain() } }
}

/// The records of progress that a web cmdlet writes while it reads.
private struct ReadingProgress {
  let showing: WebCall.Showing
  let shell: Invocation
  private var record = ProgressRecord(), lastTime = MonotonicClock.nanoseconds, isShown = false

  init(_ s: WebCall.Showing, _ shell: Invocation) {
    showing = s
    self.shell = shell
    record.id = 174_593_042
    if case .saving = s { record.activity = "Web request status" } else { record.activity = "Reading web response stream" }
  }
  /// How much is read before the next record is due; nil = the clock says when it is.
  var piece: Int? { switch showing { case .nothing: 1 << 16; case .reading: 10_000; case .saving: nil } }

  mutating func note(_ count: Int) throws {
    var total: Int?
    switch showing {
    case .nothing: return
    case .reading(let length): total = length
    case .saving(let length):
      if MonotonicClock.nanoseconds - lastTime < 1_000_000_000 { return }
      lastTime = MonotonicClock.nanoseconds
      total = length
    }
    isShown = true
    record.status = "Downloaded: \(ReadingProgress.size(count)) of \(total.map { ReadingProgress.size($0) } ?? "???")"
    if let total, total > 0 { record.percent = min(count * 100 / total, 100) }
    try shell.progress(record)
  }
  mutating func end(_ count: Int) throws {
    guard isShown else { return }
    if case .saving = showing { record.status = "Web request completed. (Number of bytes processed: \(count))" } else {
      record.status = "Reading web response stream completed. Bytes downloaded: \(count)"
    }
    record.completed = true
    try shell.progress(record)
  }
  private static func size(_ bytes: Int) -> String {
    for (unit, power, format) in [("PB", 50, "0.0000000"), ("TB", 40, "0.00000"), ("GB", 30, "0.000"), ("MB", 20, "0.0"), ("KB", 10, "0.0")] where bytes >= 1 << power {
      if let n = try? NumberFormat.text(Double(bytes) / Double(1 << power), format) { return n + " " + unit }
    }
    return "\(bytes) Bytes"
  }
}
