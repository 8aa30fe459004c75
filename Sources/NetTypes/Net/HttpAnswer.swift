/// An answer that comes in: its head is there, its content is read when somebody asks for it, piece by piece.
import Engine
import Primitives

public final class HttpAnswer {
  /// Its body is what has been read so far.
  public private(set) var response: HttpClient.Response
  private var connection: HttpConnection?
  private let client: HttpClient
  /// Under which name the connection is kept when it can serve again; nil when it cannot.
  private let key: String?
  /// How the content's end is found.
  private enum Rest { case none, length(Int), chunks(left: Int), trailer, untilClosed }
  private var rest: Rest
  /// Of the piece that is waited for.
  private var patience: Patience?

  init(_ r: HttpClient.Response, to request: HttpClient.Request, on c: HttpConnection, of client: HttpClient, key: String) {
    (response, connection, self.client) = (r, c, client)
    if request.method == "HEAD" || r.status < 200 || r.status == 204 || r.status == 304 {
      rest = .none
    } else if r.headers.contains(where: { $0.name.equalsIgnoringCase("Transfer-Encoding") && $0.value.lowercased().hasSuffix("chunked") }) {
      rest = .chunks(left: 0)
    } else if let length = r.header("Content-Length").flatMap({ Int($0) }), length >= 0 {
      rest = .length(length)
    } else {
      rest = .untilClosed
    }
    func says(_ word: String, _ headers: [(String, String)]) -> Bool { headers.contains { $0.0.equalsIgnoringCase("Connection") && $0.1.lowercased().contains(word) } }
    let closes = says("close", request.headers) || says("close", r.headers.map { ($0.name, $0.value) })
    let keeps = r.version == "1.0" ? says("keep-alive", r.headers.map { ($0.name, $0.value) }) : r.status >= 200
    if case .untilClosed = rest { self.key = nil } else { self.key = closes || !keeps ? nil : key }
    switch rest {
    case .none, .length(0): finish()
    default: break
    }
  }
  /// Everything was read.
  public var isComplete: Bool { connection == nil }

  private func finish() {
    if let connection, let key { client.kept?.keep(connection, key) }
    connection = nil
  }

  /// Reads up to so many bytes more: how many came; 0 at the end.
  /// - Throws: `HttpClient.Failure`
  public func next(_ count: Int = 1 << 16) throws -> Int {
    let patience = patience ?? client.contentPatience
    self.patience = nil
    return try next(count, patience)
  }
  /// The same, but it gives up after a while for the time being: nil.
  public func next(_ count: Int, milliseconds: Int) throws -> Int? {
    let whole = patience ?? client.contentPatience
    patience = whole
    let soon = Patience.now &+ UInt64(milliseconds) &* 1_000_000, end = whole.deadline ?? .max
    let some = Patience(deadline: min(end, soon), poll: whole.poll, failure: whole.failure)
    do {
      let n = try next(count, some)
      patience = nil
      return n
    } catch let f as HttpClient.Failure where f.timedOut != nil && soon < end { return nil }
  }
  private func next(_ count: Int, _ patience: Patience) throws -> Int {
    guard let connection else { return 0 }
    switch rest {
    case .none: break
    case .untilClosed:
      let piece = try connection.take(count, patience)
      response.body += piece
      if !piece.isEmpty { return piece.count }
    case .length(let left):
      let n = try some(min(left, count), of: left, connection, patience)
      rest = .length(left - n)
      if left == n { finish() }
      return n
    case .chunks(left: 0):
      // the line that ends the chunk before is empty
      guard var size = try connection.line(patience) else { throw ended(missing: 0) }
      if size.isEmpty { size = try connection.line(patience) ?? "" }
      guard let n = Int(NetString.trim(String(size.prefix { $0 != ";" })), radix: 16), n >= 0 else { throw HttpClient.Failure(message: "Received an invalid chunk header line: '\(size)'.") }
      rest = n == 0 ? .trailer : .chunks(left: n)
      return try next(count, patience)
    case .chunks(let left):
      let n = try some(min(left, count), of: left, connection, patience)
      rest = .chunks(left: left - n)
      return n
    case .trailer: while let l = try connection.line(patience), !l.isEmpty {}
    }
    finish()
    return 0
  }
  private func some(_ count: Int, of left: Int, _ connection: HttpConnection, _ patience: Patience) throws -> Int {
    let piece = try connection.take(count, patience)
    if piece.isEmpty { throw ended(missing: left) }
    response.body += piece
    return piece.count
  }
  private func ended(missing: Int) -> HttpClient.Failure {
    connection = nil
    return HttpClient.Failure(
      message: missing == 0 ? "The response ended prematurely. (ResponseEnded)" : "The response ended prematurely, with at least \(missing) additional bytes expected. (ResponseEnded)", .endedEarly)
  }

  /// - Throws: `HttpClient.Failure`
  public func readToEnd() throws { while try next() > 0 {} }
  /// Another request follows on the same connection: what nobody wants to know is read if it is not much.
  public func drain() throws {
    defer { connection = nil }
    if client.kept == nil || key == nil { return }
    // one that fails serves no longer, and that is all
    do { while !isComplete, response.body.count <= 1 << 20, try next() > 0 {} } catch is HttpClient.Failure {}
  }
}

/// Connections that serve one request after the other: those of a session, or of a client's object.
public final class HttpPool {
  /// Several engines may ask at the same time.
  private let lock = Lock()
  private var idle: [String: [HttpConnection]] = [:]
  public init() {}
  /// One that is still open; .NET's clients give up those that served nobody for a minute.
  func take(_ key: String) -> HttpConnection? {
    lock.with { () -> HttpConnection? in
      while let c = idle[key]?.popLast() { if Patience.now < c.idleSince + 60_000_000_000, c.isIdle { return c } }
      return nil
    }
  }
  func keep(_ c: HttpConnection, _ key: String) {
    c.idleSince = Patience.now
    lock.with { idle[key, default: []].append(c) }
  }
  /// Settings have changed: none of them serves any longer.
  public func clear() { lock.with { idle = [:] } }
}
