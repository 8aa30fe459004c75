/// A program that is given a block: `csshell { … }`. The program is taken for a shell that understands PowerShell's command line; the
/// block goes there encoded, arguments and input as CLIXML, and objects come back.
import Syntax

struct Minishell {
  private enum Part: String, CaseIterable { case command, inputFormat, outputFormat, args }

  /// What the program is called with instead.
  private(set) var arguments: [Argument] = []
  /// Its input is objects, not the text they display as.
  private(set) var takesObjects = true
  private var seen: Set<Part> = []

  /// nil when no block is among the arguments.
  /// - Parameter outputIsShown: nobody takes the objects, so text will do
  init?(_ args: [Argument], _ site: CommandSite, _ c: ExecutionContext, outputIsShown: Bool) throws {
    guard args.contains(where: { if $0.name == nil, case .block = $0.value.base { true } else { false } }) else { return nil }
    func fail(_ id: String, _ message: String) -> Error {
      c.locate(TerminatingError(id, message, .invalidArgument, exception: "System.Management.Automation.ParameterBindingException"), site.extent)
    }
    func once(_ part: Part) throws {
      if !seen.insert(part).inserted { throw fail("ParameterSpecifiedAlready", "The \(part.rawValue) parameter was already specified.") }
    }
    func format(_ part: Part, _ given: Argument?) throws -> String {
      guard let given else {
        throw fail(
          "NoValueForInputFormatParameter",
          part == .inputFormat
            ? "No value was specified for the InputFormat parameter. Valid values are Text and Xml."
            : "No value was specified for the OutputFormat parameter. Valid values are text and XML.")
      }
      let text = Conversion.toString(given.value, c)
      for known in ["xml", "text"] where known.hasPrefix(text.lowercased()) { return known }
      throw fail("IncorrectValueForFormatParameter", "A value that is not valid (\(text)) was specified for the \(part.rawValue) parameter. Valid values are Text and Xml.")
    }
    var outputFormat: String?
    var i = 0
    while i < args.count {
      let a = args[i]
      let following = i + 1 < args.count ? args[i + 1] : nil
      if let name = a.name, !name.isEmpty, let part = Part.allCases.first(where: { $0.rawValue.lowercased().hasPrefix(name.lowercased()) }) {
        try once(part)
        switch part {
        case .command:
          guard let following else { throw fail("NoValueForCommandParameter", "No value was specified for the Command parameter.") }
          guard case .block(let b) = following.value.base else { throw fail("IncorrectValueForCommandParameter", "ScriptBlock should only be specified as a value of the Command parameter.") }
          add("encodedCommand", ObjectStreams.base64(b.bodyText), a)
        case .inputFormat:
          let f = try format(part, following)
          takesObjects = f == "xml"
          add(part.rawValue, f, a)
        case .outputFormat:
          outputFormat = try format(part, following)
          add(part.rawValue, outputFormat ?? "", a)
        case .args:
          guard let following else { throw fail("NoValuesSpecifiedForArgs", "No value was specified for the Args parameter.") }
          let list: [Value] = if case .array(let x) = following.value.base { x.values } else { [following.value] }
          add("encodedarguments", ObjectStreams.base64(try ObjectStreams.text(ofList: list, c)), a)
        }
        i += 2
        continue
      }
      if a.name == nil, case .block(let b) = a.value.base {
        try once(.command)
        add("encodedCommand", ObjectStreams.base64(b.bodyText), a)
      } else { arguments.append(a) }
      i += 1
    }
    if !seen.contains(.inputFormat) { add("inputFormat", "xml", args[0]) }
    if outputFormat == nil { add("outputFormat", outputIsShown ? "text" : "xml", args[0]) }
  }

  private mutating func add(_ name: String, _ value: String, _ place: Argument) {
    arguments.append(Argument(name: name, value: .null, hasValue: false, extent: place.extent, isSplat: true))
    arguments.append(Argument(name: nil, value: .str(value), hasValue: true, extent: Minishell.nowhere))
  }
  private static let nowhere = Extent(SourceText(""), 0, 0)
}
