/// A connection of an HTTP client. It reads an answer to its end as the answer's head tells it, since a server may keep the connection
/// open after it.
import Engine
import Glibc
import Primitives

final class HttpConnection {
  typealias Failure = HttpClient.Failure
  private let channel: any ByteChannel
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)
  /// What was received, and how much of it has been read.
  private var held: [UInt8] = [], at = 0
  /// Something came since it was last asked.
  private(set) var hasHeard = false
  /// Since when it serves nobody.
  var idleSince: UInt64 = 0

  init(_ c: any ByteChannel) { channel = c }

  /// Nothing is left over from the last answer, and the server has not closed it.
  var isIdle: Bool { at == held.count && channel.isIdle }

  func send(_ bytes: [UInt8], _ patience: Patience) throws {
    hasHeard = false
    try channel.send(bytes, patience)
  }

  // MARK: Bytes

  /// Receives more; false at the end.
  private func fill(_ patience: Patience) throws -> Bool {
    let n = try channel.receive(&buffer, patience)
    if n == 0 { return false }
    hasHeard = true
    if at == held.count { held.removeAll(keepingCapacity: true); at = 0 }
    held.append(contentsOf: buffer[0..<n])
    return true
  }
  func line(_ patience: Patience) throws -> String? {
    var from = at
    while true {
      if let end = held[from...].firstIndex(of: 10) {
        defer { at = end + 1 }
        return String(decoding: held[at..<(end > at && held[end - 1] == 13 ? end - 1 : end)], as: UTF8.self)
      }
      from = held.count - at
      if try !fill(patience) { return nil }
      from += at
    }
  }
  /// Up to so many of the bytes that come next; none at the end.
  func take(_ count: Int, _ patience: Patience) throws -> ArraySlice<UInt8> {
    if at == held.count, try !fill(patience) { return [] }
    let end = min(held.count, at + count)
    defer { at = end }
    return held[at..<end]
  }

  // MARK: Heads

  private static var ended: PSException {
    let e = PSException("System.Net.Http.HttpIOException", "The response ended prematurely. (ResponseEnded)")
    e.properties.append(("HttpRequestError", .member("System.Net.Http.HttpRequestError", HttpClient.Kind.responseEnded.rawValue)))
    return e
  }
  func head(_ patience: Patience) throws -> HttpClient.Response {
    guard let first = try line(patience) else {
      throw Failure(message: "An error occurred while sending the request.", cause: HttpConnection.ended, .responseEnded)
    }
    let words = first.split(separator: " ", maxSplits: 2).map(String.init)
    guard words.count >= 2, words[0].hasPrefix("HTTP/"), let status = Int(words[1]) else { throw Failure(message: "Received an invalid status line: '\(first)'.", .invalidResponse) }
    var r = HttpClient.Response(status: status, reason: words.count > 2 ? words[2] : "")
    r.version = String(words[0].dropFirst(5))
    while let l = try line(patience), !l.isEmpty {
      guard let colon = l.firstIndex(of: ":") else { continue }
      r.headers.append((String(l[..<colon]), NetString.trim(String(l[l.index(after: colon)...]))))
    }
    return r
  }
}
