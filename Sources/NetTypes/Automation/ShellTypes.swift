/// PowerShell's own types that scripts name in casts, tests and parameters before anything has made one: a name and its base
/// each. Their members come with the objects.
import Engine
import Primitives

extension NetTypes {
  static func registerShellTypes() {
    for line in shellTypes.tableLines {
      let words = line.tableWords
      guard let space = words.first else { continue }
      for word in words.dropFirst() {
        let parts = word.parts(at: 58), name = space + parts[0]
        let base = parts.count > 1 ? (parts[1].utf8.contains(46) ? parts[1] : space + parts[1]) : nil
        TypeTable.declare(name) { NetType(name, base == "System.ValueType" ? .struct : .class, base: base.map { TypeTable.get($0) } ?? TypeTable.object) }
      }
    }
    registerCodeGeneration()
  }
  /// A line: name space, then `Name` or `Name:Base`.
  private static let shellTypes = """
    Microsoft.PowerShell.Commands. MatchInfo MatchInfoContext GroupInfo GroupInfoNoElement:GroupInfo MemberDefinition MeasureInfo GenericMeasureInfo:MeasureInfo \
    GenericObjectMeasureInfo:MeasureInfo TextMeasureInfo:MeasureInfo HistoryInfo WebRequestSession FileHashInfo ByteCollection PSRunspaceDebug
    System.Management.Automation. PathInfo PathInfoStack PSDriveInfo ProviderInfo InvocationInfo ParameterMetadata ParameterSetMetadata CommandParameterInfo \
    CommandParameterSetInfo Breakpoint LineBreakpoint:Breakpoint VariableBreakpoint:Breakpoint CommandBreakpoint:Breakpoint CallStackFrame PSSnapInInfo PSEventManager \
    PSEventSubscriber PSEventArgs:System.EventArgs PSJobStartEventArgs PSObjectPropertyDescriptor PSDynamicMember:PSMemberInfo PSPrimitiveDictionary \
    CommandInvocationIntrinsics PathIntrinsics DriveManagementIntrinsics PSVariableIntrinsics
    System.Management.Automation.Host. PSHost PSHostUserInterface PSHostRawUserInterface BufferCell:System.ValueType Rectangle:System.ValueType KeyInfo:System.ValueType
    System.Management.Automation.Language. AstVisitor AstVisitor2:AstVisitor DefaultCustomAstVisitor ScriptExtent ScriptPosition IParameterMetadataProvider
    """

  /// `CodeGeneration`: text made safe to stand in source.
  private static func registerCodeGeneration() {
    let n = "System.Management.Automation.Language.CodeGeneration"
    TypeTable.register(n) {
      NetType(n, base: TypeTable.object) { t in
        func doubled(_ s: String, _ which: Set<UInt32>) -> String {
          var out = ""
          for c in s.unicodeScalars {
            out.unicodeScalars.append(c)
            if which.contains(c.value) { out.unicodeScalars.append(c) }
          }
          return out
        }
        // the quotation marks of typography quote too
        t.staticMethod("static string EscapeSingleQuotedStringContent(string value)") { a, _ in .str(doubled(a.string(0), [0x27, 0x2018, 0x2019, 0x201A, 0x201B])) }
        t.staticMethod("static string EscapeFormatStringContent(string value)") { a, _ in .str(doubled(a.string(0), [0x7B, 0x7D])) }
        t.staticMethod("static string EscapeBlockCommentContent(string value)") { a, _ in .str(a.string(0).replacing("<#", "<`#").replacing("#>", "#`>")) }
        t.staticMethod("static string EscapeVariableName(string value)") { a, _ in .str(a.string(0).replacing("`", "``").replacing("}", "`}").replacing("{", "`{")) }
      }
    }
  }
}
