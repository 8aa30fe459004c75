/// One call of Invoke-WebRequest or Invoke-RestMethod: from parameters to an answer, over redirections and errors.
import Codecs
import Engine
import NetTypes
import Primitives

struct WebCall {
  let parameters: WebRequestParameters
  let session: WebSession
  var method = "GET"
  let body: Value
  /// A redirection asked for it: the method that was given is no longer the one.
  var usesGet = false
  let keepsAuthorization: Bool, skipsHeaderCheck: Bool
  /// Each step of a redirection is this call's own, and told of; else it is the client's.
  let stepsItself: Bool
  private var redirectionsLeft = 0
  /// Where the answer goes, and how much of it is there already; nil unless it is to be completed.
  var outFile: String?
  let startOfRest: Int?
  var resumes: Bool
  /// Invoke-WebRequest shows how an answer comes in that goes on in the pipeline.
  private let showsReading: Bool

  static let redirections: Set = [300, 301, 302, 303, 307, 308]

  init(_ p: WebRequestParameters, showsReading: Bool = false, _ shell: Invocation) throws {
    try p.check(shell)
    parameters = p
    self.showsReading = showsReading
    session = try WebSession.prepare(p, shell)
    method = p.$customMethod.isBound ? p.customMethod.uppercased() : p.method.map { Conversion.toString($0).uppercased() } ?? "GET"
    if method == "DEFAULT" { method = "GET" }
    body = p.body ?? .null
    keepsAuthorization = p.preserveAuthorizationOnRedirect.isOn
    skipsHeaderCheck = p.skipHeaderValidation.isOn
    stepsItself = p.preserveHttpMethodOnRedirect.isOn || p.allowInsecureRedirect.isOn || keepsAuthorization && session.header("Authorization") != nil
    outFile = try p.outFile.map { try shell.filePath($0, literal: true) }
    resumes = p.resume.isOn
    startOfRest = resumes ? outFile.map { (try? Posix.readFile($0).count) ?? 0 } : nil
    if session.isRenewed(by: p, stepsItself) { try shell.verbose("The WebSession properties were changed between requests forcing all HTTP connections in the session to be recreated.") }
  }

  /// What came back, and from where.
  struct Answer {
    let response: HttpClient.Response, uri: Value
    /// What was asked, as errors name it.
    var request = Value.null
    /// It is the rest of a file, or the file is complete already.
    var isRest = false, isComplete = false
  }

  /// - Parameter isNext: a link is followed
  mutating func run(_ address: Value, isNext: Bool = false, _ shell: Invocation) throws -> Answer {
    if try property(address, "IsAbsoluteUri", shell) == "True", try property(address, "Scheme", shell) == "file" { return Answer(response: try file(address, shell), uri: address) }
    redirectionsLeft = session.redirectionLimit
    var first = try make(address, isRedirect: false, shell)
    if isNext, !keepsAuthorization { first.removeHeader("Authorization") }
    let (last, incoming) = try respond(&first, shell)
    let head = incoming.response
    let isComplete = resumes && head.status == 416 && WebCall.wholeLength(head) == startOfRest
    if isComplete { try shell.verbose("The file will not be re-downloaded because the remote file is the same size as the OutFile: \(parameters.outFile ?? "")") }
    if !parameters.allowInsecureRedirect.isOn, try property(last, "Scheme", shell) == "https", head.header("Location")?.lowercased().hasPrefix("http:") == true {
      let e = ErrorRecord(PSException("System.InvalidOperationException", WebCall.badState), id: "InsecureRedirection", .invalidOperation, target: first.message())
      e.detailsMessage = "Cannot follow an insecure redirection by default. Reissue the command specifying the -AllowInsecureRedirect switch. "
      throw shell.terminating(e)
    }
    if !(200..<300).contains(head.status), !isComplete, !parameters.skipHttpErrorCheck.isOn {
      throw refusal(try content(of: incoming, to: first, .reading(of: WebCall.contentLength(head)), shell), to: first, shell)
    }
    let length = WebCall.contentLength(head) ?? 0
    let isSaved = outFile != nil && !isComplete && !parameters.passThru.isOn
    let r = try content(of: incoming, to: first, isSaved ? .saving(of: showsReading ? WebCall.wholeLength(head) ?? length : length) : showsReading ? .reading(of: length) : .nothing, shell)
    return Answer(response: r, uri: last, request: first.message(), isRest: resumes && r.status == 206, isComplete: isComplete)
  }

  /// Asks as often as it is to be tried; gives the address that answered, too.
  private mutating func respond(_ request: inout Request, _ shell: Invocation) throws -> (Value, HttpAnswer) {
    var triesLeft = session.maximumRetryCount
    while true {
      try tell(request, shell)
      var answer = try send(&request, shell)
      var r: HttpClient.Response { answer.response }
      try tell(answer, to: request, shell)
      var at = request.uri
      if stepsItself, redirectionsLeft > 0, WebCall.redirections.contains(r.status), let place = r.header("Location") {
        redirectionsLeft -= 1
        if Request.needsGet(r.status, request.method), !parameters.preserveHttpMethodOnRedirect.isOn { usesGet = true }
        var next = try make(try absolute(place, at: at, shell), isRedirect: true, shell)
        try drain(answer, shell)
        (at, answer) = try respond(&next, shell)
      }
      if resumes, r.status == 416, let whole = WebCall.wholeLength(r), whole != startOfRest {
        try shell.verbose("The remote server indicated it could not resume downloading. The local file will be overwritten.")
        resumes = false
        var whole = try make(at, shell)
        try drain(answer, shell)
        (at, answer) = try respond(&whole, shell)
      }
      guard triesLeft > 0, r.status == 304 || (400..<600).contains(r.status) else { return (at, answer) }
      triesLeft -= 1
      let wait = (r.status == 429 ? r.header("Retry-After").flatMap { Int($0) } : nil) ?? session.retryInterval
      try shell.verbose("Retrying after interval of \(wait) seconds. Status code for previous attempt: \(WebCall.statusName(r.status))")
      try drain(answer, shell)
      try shell.sleep(seconds: Double(wait))
      request = try make(at, shell)
    }
  }
  private static func wholeLength(_ r: HttpClient.Response) -> Int? { r.header("Content-Range").flatMap { $0.split(separator: "/").last }.flatMap { Int($0) } }

  /// Sends a request and follows redirections the way the client does: the request changes with them.
  private func send(_ request: inout Request, _ shell: Invocation) throws -> HttpAnswer {
    do { try check(request, shell) } catch let f as HttpClient.Failure { throw failure(f, request, shell) }
    request.acceptCodings()
    func seconds(_ n: Int?) -> Int { n.map { $0 > 0 ? $0 : -1 } ?? -1 }
    var client = HttpClient(timeout: seconds(parameters.connectionTimeoutSeconds), pause: seconds(parameters.operationTimeoutSeconds), for: shell.context)
    client.tls = session.tls
    client.tls.trustsAll = parameters.skipCertificateCheck.isOn
    client.kept = session.connections
    var left = stepsItself ? 0 : session.redirectionLimit
    while true {
      let answer = try authorized(&request, client, shell), r = answer.response
      guard left > 0, WebCall.redirections.contains(r.status), let place = r.header("Location") else { return answer }
      let next = try absolute(place, at: request.uri, shell)
      if try property(request.uri, "Scheme", shell) == "https", try property(next, "Scheme", shell) == "http" { return answer }
      left -= 1
      try drain(answer, shell)
      request.uri = next
      request.removeHeader("Authorization")
      if Request.needsGet(r.status, request.method) { request.forceGet() }
    }
  }
  /// Sends a request, and once more with the session's credentials when the server asks who it is; a third time when its question was old.
  private func authorized(_ request: inout Request, _ client: HttpClient, _ shell: Invocation) throws -> HttpAnswer {
    var answer = try exchange(&request, client, shell)
    if request.header("Authorization") != nil { return answer }
    for isAgain in [false, true] {
      guard answer.response.status == 401,
        let header = try session.authorization(for: answer.response, request, target: property(request.uri, "PathAndQuery", shell), isAgain: isAgain, shell.context)
      else { break }
      try drain(answer, shell)
      request.removeHeader("Authorization")
      request.headers.append(("Authorization", header))
      answer = try exchange(&request, client, shell)
    }
    return answer
  }
  private func exchange(_ request: inout Request, _ client: HttpClient, _ shell: Invocation) throws -> HttpAnswer {
    let c = shell.context
    let sent = try wire(request, cookies: try session.cookieHeader(request.uri, c), shell)
    do {
      try checkText(request)
      // the server may be a job of this process
      let answer = try Turn.outside(c) { try client.begin(sent) }
      request.markSent()
      try session.keepCookies(answer.response.headers, from: request.uri, c)
      return answer
    } catch let f as HttpClient.Failure { throw failure(f, request, shell) }
  }
  /// What the client itself refuses to send.
  private func check(_ r: Request, _ shell: Invocation) throws {
    if r.version.hasPrefix("0.") {
      throw shell.terminating("WebCmdletIEDomNotSupportedException", .notImplemented, "Request HttpVersion 0.X is not supported.  Use 1.0 or above.", exception: "System.NotSupportedException")
    }
    if r.isChunked, r.content == nil {
      throw HttpClient.Failure(
        message: "An error occurred while sending the request.",
        cause: PSException("System.InvalidOperationException", "'Transfer-Encoding: chunked' header can not be used when content object is not specified."))
    }
  }
  private func checkText(_ r: Request) throws {
    let told = r.contentHeaders.first { $0.name == "Content-Length" }?.value
    if let promised = told.flatMap({ Int($0) }), let sent = r.content?.bytes.count, !r.isChunked, promised != sent {
      let why = PSException("System.Net.Http.HttpRequestException", "Sent \(sent) request content bytes, but Content-Length promised \(promised).")
      throw HttpClient.Failure(message: "An error occurred while sending the request.", cause: why)
    }
    if !(r.headers + r.contentHeaders).allSatisfy({ $0.value.utf8.allSatisfy { $0 < 128 } }) { throw HttpClient.Failure(message: "Request headers must contain only ASCII characters.") }
  }
  /// An address in an answer, relative to where the answer came from.
  func absolute(_ text: String, at uri: Value, _ shell: Invocation) throws -> Value { try shell.context.construct(TypeTable.get("System.Uri"), [uri, .str(text)]) }
}
