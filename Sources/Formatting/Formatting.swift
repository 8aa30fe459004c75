/// The module's door: installs displays into a session and hands out the pieces cmdlets need.
import Engine

public enum Formatting {
  /// Makes the session display what reaches the end of a pipeline, and its errors, the way PowerShell does.
  public static func install(into context: ExecutionContext) {
    context.makeDefaultOutput = { DefaultOutput($0) }
    context.renderError = { ErrorOutput.text($0, $1) }
    context.renderStream = { kind, text, c in
      let style = Style.of(c)
      if style.hostIsPlain(c) { return EscapeSequences.stripped(text) }
      let color = switch kind { case .warning: style.warning; case .verbose: style.verbose; default: style.debug }
      return color + text + Style.reset
    }
    context.renderHost = { text, foreground, background, c in
      switch Style.of(c).rendering {
      case .plainText: EscapeSequences.stripped(text)
      default:
        c.host.colored(
          c.host.usesColor || !EscapeSequences.contains(text) ? text : EscapeSequences.stripped(text), foreground.flatMap { ConsoleColor(name: $0) },
          background.flatMap { ConsoleColor(name: $0) })
      }
    }
    TypeDataTable.install(into: context)
    StyleTypes.register()
    try? context.setVariable("PSStyle", .other(StyleObject(.root, Style.of(context))), scope: "global")
  }

  /// The line output of the session's host.
  public static func hostOutput(_ context: ExecutionContext, paging: Bool = false) -> LineOutput { HostOutput(context, paging: paging) }
}
