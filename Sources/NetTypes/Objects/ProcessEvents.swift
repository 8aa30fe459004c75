/// What a started process tells those who subscribe: its output line by line, and its end.
import Engine
import Glibc
import Primitives

/// One redirected stream, read as lines while others wait. Bytes are taken as soon as anybody asks, so a full pipe stops nobody.
final class ProcessLines {
  let event: String
  private let reader: PSReader
  private var rest: [UInt8] = []
  private var arrived: [Value] = []
  /// Lines that come while it is false are kept.
  var isHeard = true
  init(_ event: String, _ reader: PSReader) { self.event = event; self.reader = reader }

  var isOpen: Bool { reader.descriptor >= 0 }
  /// Takes what is there.
  /// - Parameter milliseconds: how long to wait for something
  func drain(milliseconds: Int32 = 0) {
    var buffer = [UInt8](repeating: 0, count: 1 << 14), patience = milliseconds
    while isOpen {
      var p = pollfd(fd: reader.descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&p, 1, patience) > 0 else { return }
      patience = 0
      let n = Glibc.read(reader.descriptor, &buffer, buffer.count)
      if n < 0, errno == EINTR { return }
      guard n > 0 else { return end() }
      var from = 0
      while let cut = buffer[from..<n].firstIndex(of: 10) {
        rest += buffer[from..<cut]
        take(rest[...])
        rest.removeAll(keepingCapacity: true)
        from = cut + 1
      }
      rest += buffer[from..<n]
    }
  }
  /// The last line may lack its end; nothing at all tells that no more will come.
  private func end() {
    if !rest.isEmpty { take(rest[...]) }
    rest = []
    arrived.append(.null)
    reader.closePipe()
  }
  private func take(_ line: ArraySlice<UInt8>) { arrived.append(.str(String(decoding: line.last == 13 ? line.dropLast() : line, as: UTF8.self))) }
  func told() -> [Value] {
    drain()
    guard isHeard else { return [] }
    defer { arrived = [] }
    return arrived
  }
}

extension PSProcess: EventSource {
  public func occurrences() -> [(event: String, arguments: Value)] {
    var all: [(event: String, arguments: Value)] = []
    for lines in [outputLines, errorLines] {
      for line in lines?.told() ?? [] { all.append((lines?.event ?? "", .other(PSEventArguments("System.Diagnostics.DataReceivedEventArgs", [("Data", line)])))) }
    }
    if raisesEvents, !hasToldEnd, id != 0, hasExited() {
      hasToldEnd = true
      all.append(("Exited", .other(PSEventArguments("System.EventArgs"))))
    }
    return all
  }
  /// Waits until it ended and all that is heard of its output has come.
  func waitToEnd(milliseconds: Int?, _ c: ExecutionContext) throws -> Bool {
    let feeds = [outputLines, errorLines].compactMap { $0 }
    func poll() throws {
      for f in feeds { f.drain() }
      try c.poll()
    }
    guard try wait(milliseconds: milliseconds, poll: poll) else { return false }
    if milliseconds == nil { while feeds.contains(where: \.isOpen) { for f in feeds { f.drain(milliseconds: 20) }; try c.poll() } }
    return true
  }

  static func defineEvents(_ t: NetType) {
    func of(_ v: Value) -> PSProcess { v.refValue as? PSProcess ?? PSProcess(0) }
    t.event("System.EventHandler Disposed(System.Object, System.EventArgs)")
    t.event("System.EventHandler Exited(System.Object, System.EventArgs)")
    t.property("bool EnableRaisingEvents {get;set;}", set: { v, x, _ in of(v).raisesEvents = x.asInt != 0 }) { v, _ in .bool(of(v).raisesEvents) }
    for (name, stream, reader, lines) in [
      ("Output", "StandardOut", \PSProcess.standardOutput, \PSProcess.outputLines), ("Error", "StandardError", \PSProcess.standardError, \PSProcess.errorLines),
    ] {
      let event = name + "DataReceived"
      t.event("System.Diagnostics.DataReceivedEventHandler \(event)(System.Object, System.Diagnostics.DataReceivedEventArgs)")
      t.method("void Begin\(name)ReadLine()") { v, _, _ in
        guard let r = of(v)[keyPath: reader] else { throw invalidOperation("\(stream) has not been redirected or the process hasn't started yet.") }
        if let known = of(v)[keyPath: lines] {
          if known.isHeard { throw invalidOperation("An async read operation has already been started on the stream.") }
          known.isHeard = true
        } else { of(v)[keyPath: lines] = ProcessLines(event, r) }
        return .void
      }
      t.method("void Cancel\(name)Read()") { v, _, _ in
        guard let known = of(v)[keyPath: lines] else { throw invalidOperation("No async read operation is in progress on the stream.") }
        known.isHeard = false
        return .void
      }
      t.property("System.IO.StreamReader Standard\(name) {get;}") { v, _ in
        guard let r = of(v)[keyPath: reader] else { throw invalidOperation("\(stream) has not been redirected or the process hasn't started yet.") }
        if of(v)[keyPath: lines] != nil { throw invalidOperation("Cannot mix synchronous and asynchronous operation on process stream.") }
        return .other(r)
      }
    }
  }
}
