/// A demonstration: a plain script whose `#@` comments say what is told, how fast it is typed and where it pauses.
///
/// ```powershell
/// #@ title In-place migration of an application
/// #@ deployment b
/// #@ hidden                       what follows runs unseen …
/// Merge-CsLegacyTopology -TopologyXmlFileName output.xml
/// #@ shown                        … until here
/// #@ say The pool still belongs to the old registrar.
/// Get-CsTrustedApplicationPool
/// #@ pause 2
/// #@ speed 40
/// ```
/// Run as an ordinary script it does the same without the telling.
import Primitives

public struct DemoScript {
  /// One thing the player does.
  public enum Step: Equatable {
    case say(String)
    /// Seconds.
    case pause(Double)
    /// Characters a second.
    case speed(Double)
    /// An input, perhaps of several lines.
    case input(String)
    /// An input nobody sees.
    case hidden(String)
  }
  public var title = ""
  /// For `-Deployment`; nil starts with the usual one.
  public var deployment: String?
  public var steps: [Step] = []

  /// - Parameter isIncomplete: more lines could make the input right
  /// - Throws: a sentence naming the line that is wrong
  public init(_ text: String, isIncomplete: (String) -> Bool) throws {
    var pending: String?
    var isHidden = false
    for (i, line) in text.textLines.enumerated() {
      if pending == nil, line.hasPrefix("#@") {
        let words = line.dropFirst(2).drop { $0 == " " }
        let verb = words.prefix { $0 != " " }, rest = String(words.dropFirst(verb.count).drop { $0 == " " })
        switch verb {
        case "title": title = rest
        case "deployment": deployment = rest
        case "say": steps.append(.say(rest))
        case "hidden": isHidden = true
        case "shown": isHidden = false
        case "pause", "speed":
          guard let n = Double(rest), n >= 0, n <= 3600, verb == "pause" || n > 0 else { throw DemoError(message: "line \(i + 1): '\(verb)' needs a number, not '\(rest)'") }
          steps.append(verb == "pause" ? .pause(n) : .speed(n))
        default: throw DemoError(message: "line \(i + 1): unknown directive '\(verb)'; known are title, deployment, say, pause, speed, hidden, shown")
        }
        continue
      }
      if pending == nil, line.hasPrefix("#") || !line.contains(where: { $0 != " " }) { continue }
      let input = pending.map { $0 + "\n" + line } ?? line
      if isIncomplete(input) { pending = input; continue }
      pending = nil
      steps.append(isHidden ? .hidden(input) : .input(input))
    }
    if let p = pending { throw DemoError(message: "the last input is not complete: \(p.prefix(60))") }
  }
}

/// What is wrong with a script, and on which line.
public struct DemoError: Error { public let message: String }
