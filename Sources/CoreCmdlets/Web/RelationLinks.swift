/// The `Link` headers of an answer: addresses by relation.
import Engine
import NetTypes
import Primitives

extension WebCall {
  private static let link = try? NetRegex(#"<(?<url>.*?)>;\s*rel=(?<quoted>")?(?<rel>(?(quoted).*?|[^,;]*))(?(quoted)")"#)

  /// Absolute, under the relation's name in whatever case; of several for one relation the first.
  func relationLinks(_ answer: Answer, _ shell: Invocation) throws -> PSHash {
    let all = PSHash(.dictionary)
    all.keyType = TypeTable.string
    all.valueType = TypeTable.string
    for h in answer.response.headers where h.name.equalsIgnoringCase("Link") {
      for m in WebCall.link?.matches(h.value) ?? [] {
        func group(_ name: String) -> String { m.regex.groupNumber(name).flatMap { m.group($0) }?.value ?? "" }
        let url = group("url"), relation = Value.str(group("rel"))
        if url.isEmpty || group("rel").isEmpty || all.contains(relation) { continue }
        all.set(relation, .str(try property(absolute(url, at: answer.uri, shell), "AbsoluteUri", shell)))
      }
    }
    return all
  }
}
