/// The clipboard of a session: there is no desktop to share one with.
import Engine

final class ShellClipboard: Ref {
  var text = ""
  static func of(_ context: ExecutionContext) -> ShellClipboard {
    if let b = context.services["Clipboard"] as? ShellClipboard { return b }
    let b = ShellClipboard()
    context.services["Clipboard"] = b
    return b
  }
}
