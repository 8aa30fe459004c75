/// The classes that cmdlets are in .NET, as types scripts can name: `[Microsoft.PowerShell.Commands.GetItemCommand]`.
///
/// An object of one only has the cmdlet's parameters as properties.
import Engine

enum CmdletTypes {
  /// Nouns of the cmdlets that work on what providers have.
  private static let onItems: Set<String> = ["ChildItem", "Content", "Item", "ItemProperty", "ItemPropertyValue", "Location", "Path", "PSDrive"]

  static func register() {
    TypeTable.registerLater {
      _ = ConvertFromMarkdown.type
      for (title, cmdlet) in CoreCmdlets.all {
        let name = cmdlet.command.errorType
        TypeTable.register(name) {
          NetType(name, base: TypeTable.get("System.Management.Automation.PSCmdlet")) { t in
            let parameters = CmdletInfo(title, cmdlet).metadata.parameters
            if onItems.contains(cmdlet.command.noun) { t.property("bool SupportsShouldProcess {get;}") { _, _ in .yes } }
            t.constructor("\(name) new()") { _, _ in
              let o = PSObject(type: TypeTable.get(name))
              for p in parameters { o.set(p.name, .null) }
              return .object(o)
            }
          }
        }
      }
    }
  }
}
