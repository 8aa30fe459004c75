/// Standard input by the byte, the line and the whole, shared by everything in the process that reads it.
import Glibc

public enum StandardInput {
  nonisolated(unsafe) private static var buffer: [UInt8] = []
  nonisolated(unsafe) private static var at = 0
  nonisolated(unsafe) private static var ended = false

  /// Something more was sent already.
  static var isReady: Bool { isReady(within: 20) }
  static func isReady(within milliseconds: Int32) -> Bool {
    if at < buffer.count { return true }
    var p = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    return poll(&p, 1, milliseconds) > 0
  }

  /// The next byte; nil at the end, or when a signal came in between (`errno` is EINTR then).
  static func byte() -> UInt8? {
    if at < buffer.count { at += 1; return buffer[at - 1] }
    if ended { errno = 0; return nil }
    // A terminal is read byte by byte: what is typed ahead belongs to whoever reads next, perhaps a native command.
    let room = Terminal.inputIsTerminal ? 1 : 1 << 16
    var chunk = [UInt8](repeating: 0, count: room)
    let heard = Signals.interrupts
    let n = read(0, &chunk, room)
    if n <= 0 {
      if n == 0 { errno = 0; if !Terminal.inputIsTerminal { ended = true } }
      return nil
    }
    buffer = Array(chunk[..<n])
    // typed behind a Ctrl+C that is not answered yet: it belongs to the line after
    if Signals.interrupts != heard, Terminal.inputIsTerminal { at = 0; errno = EINTR; return nil }
    at = 1
    return buffer[0]
  }

  /// The numbers of the terminal's answer to a question, `ESC [ 5 ; 7 R`; what was typed before it stays for whoever reads next.
  /// - Parameter end: the letter that ends such an answer
  static func report(endedBy end: UInt8, within milliseconds: Int32) -> [Int]? {
    var got: [UInt8] = []
    func keep(_ typed: ArraySlice<UInt8>) { buffer = Array(typed) + buffer[min(at, buffer.count)...]; at = 0 }
    while isReady(within: milliseconds), let b = byte() {
      got.append(b)
      guard b == end, let start = got.lastIndex(of: 27), got.count > start + 2, got[start + 1] == 91 else { continue }
      let numbers = String(decoding: got[(start + 2)..<(got.count - 1)], as: UTF8.self).split(separator: ";").map { Int($0) }
      if numbers.contains(nil) { continue }
      keep(got[..<start])
      return numbers.compactMap { $0 }
    }
    keep(got[...])
    return nil
  }

  /// A line without its end; nil at the end of input or when interrupted.
  static func line() -> String? {
    guard var bytes = lineBytes() else { return nil }
    if bytes.last == 10 { bytes.removeLast() }
    if bytes.last == 13 { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }
  /// A line with its end, which the last one may lack; nil as for `line`.
  static func lineBytes() -> [UInt8]? {
    var bytes: [UInt8] = []
    while bytes.last != 10 {
      guard let b = byte() else {
        if errno == EINTR, !Terminal.inputIsTerminal { continue }
        if bytes.isEmpty { return nil }
        break
      }
      bytes.append(b)
    }
    return bytes
  }

  /// A character read too early, for whoever reads next.
  static func putBack(_ c: Unicode.Scalar) { buffer = Array(String(c).utf8) + buffer[at...]; at = 0 }

  /// One character in UTF-8; nil as for `byte`.
  static func character() -> Unicode.Scalar? {
    guard let first = byte() else { return nil }
    let extra = first < 0x80 ? 0 : first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0
    if extra == 0 { return first < 0x80 ? Unicode.Scalar(first) : "\u{FFFD}" }
    var value = UInt32(first) & (0x3F >> UInt32(extra))
    for _ in 0..<extra {
      guard let b = byte(), b & 0xC0 == 0x80 else { return "\u{FFFD}" }
      value = value << 6 | UInt32(b & 0x3F)
    }
    return Unicode.Scalar(value) ?? "\u{FFFD}"
  }
}
