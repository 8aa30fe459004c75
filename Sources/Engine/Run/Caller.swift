/// Whose code is running: what Write-Error and warnings say they come from.
import Syntax

extension ExecutionContext {
  /// `$MyInvocation` of the running function, block or script, whether or not its code mentions the variable.
  public func callerInvocation() -> InvocationInfo {
    let info = InvocationInfo()
    let d = depth - 1
    if streams.isCallback, streams.errorDepth == depth || d > 0 && frames[d].call?.takeUnretainedValue().isCallback ?? false {
      info.position = outerPosition
      return info
    }
    if let inline = inlineInvocations.last, inline.frame == d { return inline.info }
    // code that was dot-sourced tells of that, not of whose scope it runs in
    if let v = cell(Symbol.of("MyInvocation"), in: d).map({ read($0) }), let dotted = v.refValue as? InvocationInfo, dotted.position != nil { return dotted }
    guard d > 0, let call = frames[d].call?.takeUnretainedValue() else {
      // a script started from outside: it has a name, but no place it was called from
      if let file = scriptFile {
        let name = FileText.leaf(file)
        info.command = ExternalScriptInfo(name, path: file)
        info.invocationName = file
      } else {
        info.command = typedCommand
      }
      return info
    }
    info.position = call.extent
    info.scriptName = call.extent.source.file
    info.invocationName = call.name.isEmpty ? "&" : call.name
    let unit = frames[d].unit.takeUnretainedValue()
    info.command = unit.function ?? functionInScope(call.name) ?? unit.block.map { blockCommand($0) } ?? FunctionInfo("", emptyBlock)
    return info
  }
  /// A block as a command: one with the attributes of a cmdlet counts as a function without a name.
  func blockCommand(_ b: ScriptBlock) -> CommandInfo { plan(b).isAdvanced ? FunctionInfo("", b) : ScriptInfo(b) }
  /// The statement of the script or line that is running: where PowerShell says that callbacks were called.
  private var outerPosition: Extent? {
    guard depth > 1, let call = frames[1].call?.takeUnretainedValue(), !call.isCallback else { return nil }
    return call.extent
  }
  /// The line that runs as a command: what its errors and `$MyInvocation` tell of.
  var typedCommand: ScriptInfo? {
    typedLine.map { ScriptInfo(ScriptBlock($0.ast, source: $0.ast.extent.source, home: nil, bodyText: $0.text)) }
  }
}
