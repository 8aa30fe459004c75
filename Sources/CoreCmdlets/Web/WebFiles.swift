/// Files of web calls: those a `file:` address names, and the one an answer goes into.
import Engine
import NetTypes
import Primitives

extension WebCall {
  /// A file of this computer, as if a server had sent it.
  func file(_ uri: Value, _ shell: Invocation) throws -> HttpClient.Response {
    let path = try property(uri, "LocalPath", shell)
    do {
      let lower = path.lowercased()
      let type = lower.hasSuffix(".json") ? "application/json" : lower.hasSuffix(".xml") ? "text/xml" : lower.hasSuffix(".htm") || lower.hasSuffix(".html") ? "text/html" : "text/plain"
      let bytes = try Posix.readFile(path)
      return HttpClient.Response(status: 200, reason: "OK", headers: [("Content-Type", type), ("Content-Length", String(bytes.count))], body: bytes)
    } catch let e as Posix.Failure { throw shell.terminating(e.record("WebCmdletWebResponseException", .invalidOperation, Conversion.toString(uri))) }
  }
  /// Where an answer goes: into a folder under the name its address ends with.
  func place(of answer: Answer, _ shell: Invocation) throws -> String? {
    guard let path = outFile, !answer.isComplete else { return nil }
    guard Posix.isDirectory(path) else { return path }
    let last = try property(answer.uri, "AbsolutePath", shell).split(separator: "/", omittingEmptySubsequences: false).last.map(String.init) ?? ""
    let name = Conversion.toString(try shell.context.callStatic(TypeTable.get("System.Net.WebUtility"), "UrlDecode", [.str(last)]))
    if name.isEmpty { return path }
    return path + (path.hasSuffix("/") ? "" : "/") + (name.split(separator: "/").last.map(String.init) ?? "")
  }
  /// Writes the answer to its file, after what is there already when it is the rest.
  func save(_ answer: Answer, _ shell: Invocation) throws {
    guard let path = try place(of: answer, shell) else { return }
    try shell.verbose("File Name: \(path.split(separator: "/").last ?? "")")
    do { try Posix.replaceFile(path, (answer.isRest ? (try? Posix.readFile(path)) ?? [] : []) + answer.response.body) }
    catch let e as Posix.Failure { throw WebCall.refused(String(e.exceptionType.dropFirst(7)), e.message, shell) }
  }
}
