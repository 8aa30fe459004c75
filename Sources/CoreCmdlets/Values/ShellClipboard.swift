/// The clipboard of a session: there is no desktop to share one with.
import Engine

final class ShellClipboard: Ref {
  var text = ""
  static func of(_ context: ExecutionContext) -> ShellClipboard { context.service("Clipboard") { ShellClipboard() } }
}
