/// What a web call says when the server or the way to it fails.
import Codecs
import Engine
import NetTypes
import Primitives

extension WebCall {
  /// No answer came, or not all of it.
  func failure(_ f: HttpClient.Failure, _ r: Request, _ shell: Invocation) -> TerminatingError {
    // what breaks off while a file is written comes as one of several
    if parameters.outFile != nil, !parameters.passThru.isOn, f.kind == .endedEarly || f.timedOut == .withinAnswer {
      let inner = f.timedOut == nil ? WebCall.ended("The response ended prematurely. (ResponseEnded)") : PSException("System.TimeoutException", f.message)
      return WebCall.uncaught(PSException("System.AggregateException", "One or more errors occurred. (\(inner.message))", inner: inner), shell)
    }
    if f.kind == .endedEarly { return WebCall.uncaught(WebCall.ended(f.message), shell) }
    switch f.timedOut {
    case .beforeAnswer:
      let e = PSException("System.Threading.Tasks.TaskCanceledException", f.message, inner: PSException("System.TimeoutException", "The operation was canceled."))
      return shell.terminating(ErrorRecord(e, id: "ConnectionTimeoutReached", .operationTimeout))
    case .withinAnswer: return shell.terminating("OperationTimeoutReached", .operationTimeout, f.message, exception: "System.TimeoutException")
    case nil:
      let e = ErrorRecord(
        PSException("System.Net.Http.HttpRequestException", f.message, inner: f.cause), id: "WebCmdletWebResponseException", .invalidOperation, target: r.message())
      e.exception.properties += [("HttpRequestError", WebCall.requestError(f.kind.rawValue)), ("StatusCode", .null)]
      e.detailsMessage = f.cause?.message
      return shell.terminating(e)
    }
  }
  private static func ended(_ message: String) -> PSException {
    let e = PSException("System.Net.Http.HttpIOException", message)
    e.properties.append(("HttpRequestError", requestError(HttpClient.Kind.responseEnded.rawValue)))
    return e
  }
  /// The server answered that it did not do what it was asked.
  func refusal(_ r: HttpClient.Response, to request: Request, _ shell: Invocation) -> TerminatingError {
    let target = request.message()
    let e = ErrorRecord(
      PSException("Microsoft.PowerShell.Commands.HttpResponseException", "Response status code does not indicate success: \(r.status) (\(r.reason))."),
      id: "WebCmdletWebResponseException", .invalidOperation, target: target)
    e.exception.properties += [
      ("Response", NetTypes.responseMessage(r, to: target)), ("HttpRequestError", WebCall.requestError(0)),
      ("StatusCode", .other(PSEnum(TypeTable.get("System.Net.HttpStatusCode"), Int64(r.status)))),
    ]
    let details = WebCall.details(r)
    if !details.isEmpty { e.detailsMessage = details }
    return shell.terminating(e)
  }
  /// Its content as errors show it: XML and JSON on lines of their own, of everything else the text without tags.
  private static func details(_ r: HttpClient.Response) -> String {
    let text = text(r)
    if isXml(r), let pretty = try? NetTypes.indentedXml(text) { return "\n" + pretty }
    if isJson(r), let pretty = try? NetTypes.indentedJson(text) { return "\n" + pretty }
    return tags?.replace(text, with: "") ?? text
  }
  private static let tags = try? NetRegex("<[^>]*>")

  /// What an exception says that was given no text.
  static let badState = "Operation is not valid due to the current state of the object."
  /// After the answer is written: it was a redirection, and none was to be followed.
  func noteRedirection(_ answer: Answer, _ shell: Invocation) throws {
    guard session.maximumRedirection == 0, WebCall.redirections.contains(answer.response.status) else { return }
    let e = ErrorRecord(PSException("System.InvalidOperationException", WebCall.badState), id: "MaximumRedirectExceeded", .invalidOperation, target: answer.request)
    e.detailsMessage = "The maximum redirection count has been exceeded. To increase the number of redirections allowed, supply a higher value to the -MaximumRedirection parameter."
    try shell.error(e)
  }
  private static func requestError(_ n: Int) -> Value { .other(PSEnum(TypeTable.get("System.Net.Http.HttpRequestError"), Int64(n))) }
  /// An exception that nobody in the cmdlet takes: its class is the error's name.
  static func uncaught(_ e: PSException, _ shell: Invocation) -> TerminatingError {
    let own = e.type.fullName == "System.Management.Automation.MethodInvocationException" ? e.inner ?? e : e
    return shell.terminating(ErrorRecord(own, id: own.type.fullName, .notSpecified))
  }
  /// A value .NET refuses in a header, or a method it refuses.
  static func refused(_ type: String, _ message: String, _ shell: Invocation) -> TerminatingError {
    shell.terminating("System." + type, .notSpecified, message, exception: "System." + type)
  }
}
