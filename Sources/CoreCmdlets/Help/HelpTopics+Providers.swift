/// About the providers: what their drives hold and which cmdlets work there.
import Formatting

extension HelpTopics {
  static let providers: [Topic] = [
    Topic("about_Alias_Provider", "Aliases as items of the drive Alias:", """
      Get-ChildItem Alias:           all aliases
      Set-Item Alias:gls Get-CsPool  makes or changes one
      Remove-Item Alias:gls          removes one; read-only ones with -Force
      Item cmdlets work here, Get-Content and Set-Content too. There are no folders.
      """),
    Topic("about_Environment_Provider", "Environment variables as items of the drive Env:", """
      $env:PATH, $env:NAME = 'text'  read and set one
      Get-ChildItem Env:             all of them
      Remove-Item Env:NAME           removes one
      Values are texts. Programs started from here see them. There are no folders.
      """),
    Topic("about_FileSystem_Provider", "Files and folders.", """
      Drives are / and Temp:, and those of New-PSDrive -PSProvider FileSystem.
      Get-ChildItem knows -File, -Directory, -Hidden, -ReadOnly, -System, -Attributes,
      -FollowSymlink; Get-Content and Set-Content -Encoding, -AsByteStream, -NoNewline;
      Get-Content also -Delimiter, -Raw, -Tail, -Wait. New-Item makes File, Directory,
      SymbolicLink, HardLink. -Filter takes * and ? and is faster than -Include.
      """),
    Topic("about_Function_Provider", "Functions as items of the drive Function:", """
      Get-ChildItem Function:              all functions
      ${function:prompt}                   the body of one, a script block
      Set-Item Function:hi { 'hello' }     makes or changes one
      Remove-Item Function:hi              removes one
      """),
    Topic("about_Variable_Provider", "Variables as items of the drive Variable:", """
      Get-ChildItem Variable:          all variables
      Get-Item Variable:PWD            one with its options
      Set-Item Variable:x 5            makes or changes one
      Remove-Item Variable:x           removes one
      The cmdlets of variables do the same and know scopes.
      """),
  ]
}
