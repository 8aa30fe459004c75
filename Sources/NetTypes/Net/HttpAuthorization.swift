/// How a client tells a server who it is, once the server has asked.
import Engine
import Primitives

public enum HttpAuthorization {
  public static func basic(_ user: String, _ password: String) -> String { "Basic " + ByteText.base64(Array((user + ":" + password).utf8)) }

  /// The header for the best of the ways an answer offers; nil when there is none for it.
  /// - Parameters:
  ///   - target: path and query
  ///   - isAgain: the server has been told already; it may only say that its question was too old
  public static func header(
    for r: HttpClient.Response, user: String, domain: String, password: String, method: String, target: String, body: [UInt8], isAgain: Bool
  ) -> String? {
    guard r.status == 401 else { return nil }
    if let challenge = DigestAuthorization.challenge(in: r.headers) {
      if isAgain, challenge["stale"] != "true" { return nil }
      return DigestAuthorization.answer(challenge, user: user, password: password, method: method, target: target, body: body)
    }
    guard !isAgain, r.headers.contains(where: { $0.name.equalsIgnoringCase("WWW-Authenticate") && $0.value.lowercased().hasPrefix("basic") }) else { return nil }
    return basic((domain.isEmpty ? "" : domain + "\\") + user, password)
  }
}
